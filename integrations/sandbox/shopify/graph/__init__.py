"""The Admin GraphQL API, executed against Shopify's own schema."""
