"""How far a programme is with its aims."""
