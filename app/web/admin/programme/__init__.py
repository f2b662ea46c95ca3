"""The programme's pages: what is earned, what is had, and the draft between them."""
