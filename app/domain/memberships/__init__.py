"""When memberships are active, and what they bring: pure arithmetic over payments."""
