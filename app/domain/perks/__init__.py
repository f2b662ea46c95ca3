"""Which perks a member should have, and how they come into a store."""
