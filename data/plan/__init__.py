"""What the work plan asks for: dated steps, extended dates, and how far each task is."""
