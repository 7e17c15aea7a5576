"""The generated city: its geography, its units and a year of ledgers, all from one seed."""
