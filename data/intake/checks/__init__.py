"""The rules a ledger's rows keep: one rule a file."""
