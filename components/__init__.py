"""Plain values in, Dash components and figures out."""
