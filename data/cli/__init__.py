"""The command line: the same services as the page and the inbox, one verb a task (DESIGN §7)."""
