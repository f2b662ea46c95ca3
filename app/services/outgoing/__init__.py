"""Webhooks to developers: their addresses, what is owed them, what became of it."""
