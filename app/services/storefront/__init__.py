"""The shopper's side: who is at the door, and what a member sees and does there."""
