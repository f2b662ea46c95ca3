"""The WooCommerce flavour: REST v3, Store API, wc-auth, webhooks with their quirks."""
