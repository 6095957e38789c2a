"""Accounts: how a reader registers, signs in, looks after the account and leaves."""
