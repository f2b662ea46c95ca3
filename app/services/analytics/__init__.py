"""Figures of a programme over a period, beside the period before."""
