"""Engine, sessions, tables and migrations: the only place that opens a database or commits."""
