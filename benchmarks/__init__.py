"""Measures of Setia beside ceilings of the same run; only their ratios count."""
