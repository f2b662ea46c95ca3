"""What facts earn: conditions, amounts, awards, and what refunds leave of them."""
