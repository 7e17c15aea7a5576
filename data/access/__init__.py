"""Users, roles, row scope, sign-in and the audit chain."""
