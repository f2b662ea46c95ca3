"""Pages about people who work here: the team, one's own account, the audit log."""
