"""What a member can get, what a member holds, and what a store must honour."""
