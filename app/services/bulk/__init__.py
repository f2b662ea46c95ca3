"""Deeds on many members at once: asked, chosen, done in pieces, taken back."""
