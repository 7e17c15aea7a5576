"""Templates: a workbook for each ledger, unit and month, pre-filled with what was accepted last."""
