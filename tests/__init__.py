"""Tests mirror the house: the same tree, the same nouns."""
