"""The store itself: goods, people, carts, discounts, orders, money. No web in here.

Both flavours stand on this package. It knows nothing of Flask, GraphQL, REST or
webhooks; what happened is told to listeners as signals (`state.Store.emit`).
"""
