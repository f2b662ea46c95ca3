"""The Shopify flavour: GraphQL, OAuth, signed webhooks, the app proxy, Ajax cart."""
