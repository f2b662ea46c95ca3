"""Setia: loyalty for Shopify and WooCommerce stores."""
