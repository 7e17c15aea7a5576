"""What units and attackers really hand in: declared file by file, sent through every door."""
