"""Referrals: who is the same person, what looks like abuse, what is deserved."""
