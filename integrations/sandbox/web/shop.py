"""The storefront a person can click through; the same pages in both flavours."""

from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    get_flashed_messages,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response

from integrations.sandbox.store import (
    checkout,
    gift_cards,
    payments,
    people,
    reviews,
)
from integrations.sandbox.store.catalogue import COUNTRIES
from integrations.sandbox.store.models import Order, Product
from integrations.sandbox.store.state import StoreRefusal
from integrations.sandbox.web import sessions
from integrations.sandbox.web.site import Pages, here
from integrations.sandbox.web.words import LANGUAGES, NAMES, word

Page = str | Response | tuple[str, int]
SKINS = frozenset(
    path.stem for path in (Path(__file__).parent / "static/skins").glob("*.css")
)


def blueprint(pages: Pages) -> Blueprint:
    """The pages at the addresses that the flavour has for them."""
    bp = Blueprint("shop", __name__)
    bp.add_url_rule(pages.home, "home", listing)
    if pages.listing != pages.home:
        bp.add_url_rule(pages.listing, "listing", listing)
    bp.add_url_rule(pages.product, "product", product)
    bp.add_url_rule(f"{pages.product}/review", "review", review, methods=["POST"])
    bp.add_url_rule(pages.cart, "cart", cart)
    bp.add_url_rule(
        "/sandbox-cart/<what>", "change_cart", change_cart, methods=["POST"]
    )
    bp.add_url_rule(pages.checkout, "checkout", till, methods=["GET", "POST"])
    bp.add_url_rule(pages.thanks, "thanks", thanks)
    bp.add_url_rule(pages.account, "account", account)
    bp.add_url_rule(pages.login, "login", login, methods=["GET", "POST"])
    bp.add_url_rule(pages.signup, "signup", signup, methods=["GET", "POST"])
    bp.add_url_rule("/sandbox-news", "news", news, methods=["POST"])
    bp.add_url_rule("/sandbox-logout", "logout", logout, methods=["POST"])
    bp.add_url_rule("/sandbox-language/<code>", "language", language)
    bp.before_request(own_forms_only)
    bp.before_request(remember_the_way_in)
    bp.before_request(put_on_a_skin)
    bp.context_processor(furniture)
    return bp


def own_forms_only() -> None:
    """A form of another site must not buy here in somebody's name."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin not in {None, request.host_url.rstrip("/")}:
        abort(403)


def remember_the_way_in() -> None:
    """The page with its query that a referred visitor saw first, ``/?ref=CODE``."""
    if request.method == "GET" and request.args.get("ref"):
        session = sessions.current(start=True)
        session["landing"] = request.full_path


def put_on_a_skin() -> None:
    """``?skin=dark`` dresses the shop as a theme that fights apps; empty ends it."""
    wanted = request.args.get("skin")
    if wanted is not None:
        known = wanted if wanted in SKINS else ""
        sessions.current(start=True)["skin"] = known


def furniture() -> dict[str, Any]:
    """What every page shows: names, words, counts, the visitor."""
    site = here()
    lang = str(sessions.current().get("language", "en"))
    token = sessions.current().get("cart")
    row = site.store.carts.get(str(token))
    return {
        "site": site,
        "block": lambda place, **shown: Markup(site.blocks(place, shown)),  # noqa: S704 -- an installed app writes HTML
        "lang": lang,
        "skin": sessions.current().get("skin", ""),
        "t": lambda key: word(key, lang),
        "languages": {code: NAMES[code] for code in LANGUAGES if code != lang},
        "show": site.store.show,
        "visitor": sessions.customer(),
        "in_cart": sum(row.quantities.values()) if row else 0,
        "messages": get_flashed_messages(with_categories=True),
    }


def stars(row: Product) -> tuple[int, int]:
    """The average of the approved reviews in whole stars, and how many there are."""
    found = [
        r.rating
        for r in here().store.reviews.values()
        if r.product_id == row.id and r.status == "approved"
    ]
    return (sum(found) // len(found) if found else 0), len(found)


def listing() -> Page:
    rows = [p for p in here().store.products.values() if p.status == "publish"]
    return render_template("listing.html", products=rows, stars=stars)


def _product(handle: str) -> Product:
    rows = here().store.products.values()
    found = [r for r in rows if r.handle == handle and r.status == "publish"]
    if not found:
        abort(404)
    return found[0]


def product(handle: str) -> Page:
    row = _product(handle)
    shown = [
        r
        for r in here().store.reviews.values()
        if r.product_id == row.id and r.status == "approved"
    ]
    return render_template(
        "product.html", product=row, reviews=shown, stars=stars(row), page="product"
    )


def review(handle: str) -> Page:
    row = _product(handle)
    visitor = sessions.customer()
    form = request.form
    try:
        made = reviews.write(
            here().store,
            product_id=row.id,
            rating=int(form.get("rating", "0") or 0),
            text=form.get("text", ""),
            author=visitor.name if visitor else form.get("author", "Tamu"),
            email=(visitor.email or "") if visitor else form.get("email", ""),
            customer=visitor,
        )
    except StoreRefusal as refusal:
        flash(str(refusal), "bad")
    else:
        key = "review_held" if made.status == "hold" else "thanks"
        flash(_word(key) if key == "review_held" else "✓", "good")
    return redirect(url_for("shop.product", handle=handle))


def _word(key: str) -> str:
    return word(key, str(sessions.current().get("language", "en")))


def cart() -> Page:
    store = here().store
    with store.lock:
        row = sessions.cart()
        priced = checkout.price_cart(store, row, sessions.shopper())
    return render_template("cart.html", cart=row, priced=priced, page="cart")


def change_cart(what: str) -> Page:
    """Add, update, remove, put a code on or take it off."""
    store = here().store
    form = request.form
    with store.lock:
        row = sessions.cart()
        variant_id = int(form.get("variant_id", "0") or 0)
        quantity = max(0, min(99, int(form.get("quantity", "1") or 0)))
        if what == "add" and store.variant(variant_id):
            had = row.quantities.get(variant_id, 0)
            row.quantities[variant_id] = had + quantity
            flash(_word("added"), "good")
        elif what == "update" and quantity:
            row.quantities[variant_id] = quantity
        elif what in {"update", "remove"}:
            row.quantities.pop(variant_id, None)
        elif what == "code":
            _put_code(form.get("code", ""))
        elif what == "uncode":
            row.codes = [c for c in row.codes if c != form.get("code")]
        elif what == "gift-card":
            _put_gift_card(form.get("code", ""))
        elif what == "ungift-card":
            row.gift_cards = [c for c in row.gift_cards if c != form.get("code")]
    back = "shop.checkout" if form.get("back") == "checkout" else "shop.cart"
    return redirect(url_for(back))


def _put_code(code: str) -> None:
    row = sessions.cart()
    why = checkout.add_code(here().store, row, code, sessions.shopper())
    if why is None:
        flash(_word("code_on"), "good")
    else:
        flash(why.text, "bad")


def _put_gift_card(code: str) -> None:
    row = sessions.cart()
    try:
        card = gift_cards.usable(here().store, code)
    except StoreRefusal as refusal:
        flash(str(refusal), "bad")
        return
    if card.code not in row.gift_cards:
        row.gift_cards.append(card.code)
    flash(_word("gift_card_on"), "good")


def _gift_card_shares(total_minor: int) -> list[tuple[str, int]]:
    """What each gift card on the cart pays; one that stopped working falls off."""
    row, left, found = sessions.cart(), total_minor, []
    for code in list(row.gift_cards):
        try:
            card = gift_cards.usable(here().store, code)
        except StoreRefusal:
            row.gift_cards.remove(code)
            continue
        share = min(left, card.balance_minor)
        left -= share
        found.append((code, share))
    return found


def till() -> Page:
    store = here().store
    if request.method == "POST":
        return _place()
    with store.lock:
        row = sessions.cart()
        priced = checkout.price_cart(store, row, sessions.shopper())
        if not priced.lines:
            return redirect(url_for("shop.cart"))
        if not store.config.is_shopify:
            checkout.open_draft(store, row, sessions.shopper())
        shares = _gift_card_shares(priced.total_minor)
        spendable = payments.spendable_minor(store, sessions.customer())
    ways = dict(checkout.gateways(store))
    if not spendable:
        ways.pop(payments.STORE_CREDIT, None)
    return render_template(
        "checkout.html",
        cart=row,
        priced=priced,
        gateways=ways,
        countries=COUNTRIES,
        gift_cards=shares,
        left_minor=priced.total_minor - sum(share for _, share in shares),
        spendable_minor=spendable,
        page="checkout",
    )


def _place() -> Page:
    store = here().store
    form = request.form
    with store.lock:
        row = sessions.cart()
        if form.get("email"):
            row.email = form["email"].strip()
        if form.get("what") == "code":
            _put_code(form.get("code", ""))
            return redirect(url_for("shop.checkout"))
        visitor = sessions.customer()
        purchase = checkout.Purchase(
            email=form.get("email", "") or ((visitor.email or "") if visitor else ""),
            customer=visitor,
            gateway=form.get("gateway", ""),
            first_name=form.get("first_name", ""),
            last_name=form.get("last_name", ""),
            phone=form.get("phone") or None,
            country=form.get("country", ""),
            region=form.get("region", ""),
            use_credit=bool(form.get("use_credit")),
            via="checkout" if store.config.is_shopify else "store-api",
            device=sessions.device(),
        )
        try:
            made = checkout.place(store, row, purchase)
        except StoreRefusal as refusal:
            flash(str(refusal), "bad")
            return redirect(url_for("shop.checkout"))
    return redirect(url_for("shop.thanks", order_id=made.id, key=made.token[:12]))


def _order(order_id: int) -> Order:
    row = here().store.orders.get(order_id)
    if row is None:
        abort(404)
    return row


def thanks(order_id: int) -> Page:
    row = _order(order_id)
    owner = row.customer_id is not None and row.customer_id == sessions.customer_id()
    if not owner and request.args.get("key") != row.token[:12]:
        abort(404)
    return render_template("thanks.html", order=row, page="thanks")


def account() -> Page:
    visitor = sessions.customer()
    if visitor is None:
        return redirect(url_for("shop.login"))
    store = here().store
    credit = [
        row for row in store.credit_accounts.values() if row.customer_id == visitor.id
    ]
    orders = sorted(store.orders_of(visitor.id), key=lambda o: o.id, reverse=True)
    return render_template(
        "account.html",
        orders=orders,
        credit=credit,
        tags=people.tags_of(store, visitor),
        page="account",
    )


def news() -> Page:
    """Begin or stop to get news by e-mail."""
    visitor = sessions.customer()
    if visitor is not None:
        wanted = request.form.get("accepts") == "yes"
        people.consent(here().store, visitor, accepts=wanted)
    return redirect(url_for("shop.account"))


def login() -> Page:
    if request.method == "GET":
        return render_template("login.html", page="login")
    try:
        row = people.sign_in(
            here().store,
            email=request.form.get("email", ""),
            password=request.form.get("password", ""),
        )
    except StoreRefusal as refusal:
        flash(str(refusal), "bad")
        return redirect(url_for("shop.login"))
    sessions.current(start=True)["customer_id"] = row.id
    return redirect(url_for("shop.account"))


def signup() -> Page:
    if request.method == "GET":
        return render_template("signup.html", page="signup")
    form = request.form
    try:
        row = people.sign_up(
            here().store,
            email=form.get("email", ""),
            first_name=form.get("first_name", ""),
            last_name=form.get("last_name", ""),
            password=form.get("password", ""),
            accepts_marketing=bool(form.get("newsletter")),
            referral=sessions.came_by(),
        )
    except StoreRefusal as refusal:
        flash(str(refusal), "bad")
        return redirect(url_for("shop.signup"))
    sessions.current(start=True)["customer_id"] = row.id
    return redirect(url_for("shop.account"))


def logout() -> Page:
    sessions.current(start=True).pop("customer_id", None)
    return redirect(url_for("shop.home"))


def language(code: str) -> Page:
    if code in LANGUAGES:
        sessions.current(start=True)["language"] = code
    return redirect(url_for("shop.home"))
