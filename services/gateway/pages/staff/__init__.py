"""What staff sees: accounts, plans, the audit log."""
