"""The programme document: one file for each section, and what reads them."""
