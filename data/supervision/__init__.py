"""Lights, the ladder, orders and their daily escalation, extensions, attachments."""
