"""Imports of other programmes' files: uploaded, tried, run in chunks, taken back."""
