"""Tests of everything below the screen."""
