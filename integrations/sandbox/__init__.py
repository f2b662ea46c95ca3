"""Sandbox stores: a Shopify and a WooCommerce store to develop against, in memory.

``python -m integrations.sandbox --platform shopify --port 8001`` opens one in a
process of its own. In a test: ``create_shopify_store(StoreConfig())`` gives the
Flask app, ``run_in_thread(app)`` its address and how to stop it. Everything a test
may ask for or set is under ``/_sandbox``; see ``docs/sandbox.md``.

A store shares no code with the app it tests: nothing here imports ``app``,
``webhooks`` or an adapter, so that one mistake cannot be made twice.
"""
