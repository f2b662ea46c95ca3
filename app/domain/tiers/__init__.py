"""Which tier a member holds at any instant, and why: arithmetic over dated facts."""
