"""Tests of codes and places."""
