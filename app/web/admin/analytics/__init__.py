"""Pages of figures: overview, return, members, points, referrals, reports."""
