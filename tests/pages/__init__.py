"""Every page draws."""
