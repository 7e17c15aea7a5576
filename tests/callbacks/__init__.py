"""Tests of what answers the browser."""
