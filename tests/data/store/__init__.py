"""What is kept: contents under their hash."""
