"""Campaigns: offers with a beginning and an end."""
