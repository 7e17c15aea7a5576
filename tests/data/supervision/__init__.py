"""Tests of lights, the ladder, orders, extensions and attachments."""
