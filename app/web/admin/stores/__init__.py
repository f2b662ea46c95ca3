"""Stores: the list with their health, connecting one, its past, moving time."""
