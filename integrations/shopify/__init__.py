"""The Shopify adapter: Admin GraphQL on one side, our words on the other."""
