"""Amounts that qualify: what facts count for, in which period, towards what."""
