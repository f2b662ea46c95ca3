"""``python -m integrations.sandbox --platform shopify --port 8001``."""

import argparse
import json
import signal
import sys
import threading
from types import FrameType

from flask import Flask

from integrations.sandbox.config import ALL_SCOPES, PLANS, PLATFORMS, StoreConfig
from integrations.sandbox.serving import addresses, server_for
from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.web.site import site_of


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m integrations.sandbox",
        description="A store to develop against: Shopify or WooCommerce, in memory.",
    )
    add = made.add_argument
    add("--platform", choices=PLATFORMS, required=True)
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=0, help="0 takes any free port")
    add("--name", default="")
    add("--currency", default="IDR")
    add("--decimals", type=int, default=None, help="default: by currency")
    add("--seed", type=int, default=1)
    add("--clock", default=None, help="ISO instant the store's clock starts at")
    add("--timezone", default="Asia/Jakarta")
    add("--tax-percent", default="0")
    add("--tax-included", action="store_true")
    add("--shipping", default=None, help="flat rate, as an amount")
    add("--customers", type=int, default=6, help="people there from the start")
    add("--offers", action="store_true", help="the shop has discounts of its own")
    add("--queue", choices=("auto", "manual"), default="auto")
    add("--queue-delay-ms", type=int, default=50)
    add("--no-moderation", action="store_true", help="reviews appear at once")
    add("--widget-url", default="", help="script put on every shop page")
    add("--app-url", default="http://127.0.0.1:8000")
    add("--webhook-url", default="", help="Shopify: the app's own subscriptions")
    add("--proxy-url", default="", help="Shopify: where /apps/loyalty/ goes")
    add("--shop-domain", default="sandbox-one.myshopify.com")
    add("--client-id", default="sandbox-client-id")
    add("--client-secret", default="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")
    add("--scopes", default=ALL_SCOPES)
    add("--plan", choices=sorted(PLANS), default="plus", help="GraphQL bucket")
    add("--pretend-https", action="store_true", help="Woo: allow basic auth on http")
    add("--no-plugin", action="store_true", help="Woo: without Setia's plugin")
    add("--consumer-key", default="")
    add("--consumer-secret", default="")
    return made


def config_of(args: argparse.Namespace) -> StoreConfig:
    return StoreConfig(
        platform=args.platform,
        name=args.name,
        currency=args.currency,
        decimals=args.decimals,
        seed=args.seed,
        timezone=args.timezone,
        start_at=parse_instant(args.clock) if args.clock else None,
        tax_percent=args.tax_percent,
        tax_included=args.tax_included,
        shipping=args.shipping,
        demo_customers=args.customers,
        offers=args.offers,
        queue=args.queue,
        queue_delay_ms=args.queue_delay_ms,
        moderate_reviews=not args.no_moderation,
        widget_script_url=args.widget_url,
        app_url=args.app_url,
        webhook_url=args.webhook_url,
        proxy_url=args.proxy_url,
        shop_domain=args.shop_domain,
        client_id=args.client_id,
        client_secret=args.client_secret,
        scopes=args.scopes,
        plan=args.plan,
        pretend_https=args.pretend_https,
        plugin=not args.no_plugin,
        consumer_key=args.consumer_key,
        consumer_secret=args.consumer_secret,
    )


def build(config: StoreConfig) -> Flask:
    """Import only the flavour that is wanted: the other one's start is not free."""
    if config.is_shopify:
        from integrations.sandbox.shopify.app import create_shopify_store  # noqa: PLC0415 -- as said above

        return create_shopify_store(config)
    from integrations.sandbox.woocommerce.app import create_woocommerce_store  # noqa: PLC0415 -- as said above

    return create_woocommerce_store(config)


def main(argv: list[str] | None = None) -> int:
    args = parser().parse_args(argv)
    try:
        flask_app = build(config_of(args))
        server = server_for(flask_app, args.host, args.port)
    except (ValueError, OSError, SystemExit) as error:
        sys.stderr.write(f"cannot open the store: {error}\n")
        return 2

    def stop(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.stdout.write(json.dumps(addresses(flask_app)) + "\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.1)
    site_of(flask_app).courier.close()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
