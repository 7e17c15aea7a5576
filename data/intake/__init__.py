"""From a file to checked rows: sniffed, read, mapped, typed, checked, hashed."""
