"""Tests of steps, dates and progress of tasks."""
