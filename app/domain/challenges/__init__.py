"""Challenges: what members reached, by the figures as they stand."""
