"""How a cell is read by the type its column declares."""
