"""Figures: evidence counted from accepted rows beside what was reported, the planned curve, lights, and counts per grid cell."""
