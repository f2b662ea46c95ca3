"""Home: today, what waits, health, and what happened last."""
