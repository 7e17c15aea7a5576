"""Ledgers of the demo city that are made from their own declaration and a small sketch each."""
