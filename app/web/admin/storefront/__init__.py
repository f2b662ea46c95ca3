"""The storefront as its merchant sets it: look, panel, page, hints, languages."""
