"""Statements behind the figures of a period: what was bought, by whom, for what."""
