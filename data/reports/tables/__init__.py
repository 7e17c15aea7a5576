"""The tables of a month: the same rows for pages and for sheets."""
