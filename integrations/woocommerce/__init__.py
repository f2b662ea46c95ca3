"""The WooCommerce adapter: REST v3 on one side, our words on the other."""
