// The store's own cart, read and written the way its theme does it.

const OWN =
  /\/cart\/(add|change|update|clear)|wc\/store\/v1\/(cart\/|batch)|wc-ajax=(add_to|remove_from|update|apply|remove_coupon)/;
const NEWS = "cart:update cart:updated cart:refresh wc-blocks_added_to_cart wc-blocks_removed_from_cart";
const NEWS_OF_JQUERY = "added_to_cart removed_from_cart updated_cart_totals applied_coupon removed_coupon";

/** Whole minor units of a currency with so many decimals, from units of another scale. */
export const rescaled = (amount, from, to) => Math.round(+amount * 10 ** (to - from));

const json = async (url, options) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout?.(2000), ...options });
  return answer.json();
};

const shopify = (decimals) => {
  const root = window.Shopify?.routes?.root || "/";
  const send = (path, body) =>
    json(root + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    async contents() {
      const cart = await json(root + "cart.js");
      const lines = cart.items.map((item) => ({
        product_ref: String(item.product_id),
        variant_ref: String(item.variant_id),
        quantity: item.quantity,
        // Theme scripts see hundredths, whatever the currency.
        amount_minor: rescaled(item.final_line_price, 2, decimals),
      }));
      return { lines, codes: (cart.discount_codes || []).map((one) => one.code) };
    },
    async apply(code) {
      await fetch(root + "discount/" + encodeURIComponent(code), { signal: AbortSignal.timeout?.(2000) });
      const { discount_codes: codes = [], item_count: count } = await json(root + "cart.js");
      const own = codes.find((one) => one.code.toLowerCase() === code.toLowerCase());
      return {
        applied: Boolean(own?.applicable && count),
        empty: !count,
        others: codes.length > (own ? 1 : 0),
      };
    },
    refer: (code) => send("cart/update.js", { attributes: { _loyalty_ref: code } }),
    redraw() {},
    page: (code) => root + "discount/" + encodeURIComponent(code) + "?redirect=" + root + "cart",
  };
};

const woocommerce = (decimals, { apply = "/?wc-ajax=setia_apply", ref = "/?wc-ajax=setia_ref" }) => {
  const rest = document.querySelector('link[rel="https://api.w.org/"]')?.href || "/wp-json/";
  return {
    async contents() {
      const cart = await json(rest + "wc/store/v1/cart");
      const lines = cart.items.map(({ id, quantity, totals }) => ({
        product_ref: String(id),
        quantity,
        amount_minor: rescaled(totals.line_total, totals.currency_minor_unit, decimals),
      }));
      return { lines, codes: (cart.coupons || []).map((one) => one.code) };
    },
    async apply(code) {
      const { applied, reason_text: reason } = await json(apply, {
        method: "POST",
        body: new URLSearchParams({ code }),
      });
      return { applied, reason };
    },
    refer: (code) => json(ref, { method: "POST", body: new URLSearchParams({ code }) }),
    redraw() {
      const cart = window.jQuery?.(document.body);
      cart?.trigger("wc_fragment_refresh");
      cart?.trigger("wc_update_cart");
      cart?.trigger("update_checkout");
      window.wp?.data?.dispatch("wc/store/cart")?.invalidateResolutionForStore();
    },
    page: (code) => "?apply_coupon=" + encodeURIComponent(code),
  };
};

/** The cart of this page, or null where there is none. */
export const cartOf = (data, decimals) => {
  const own = { shopify, woocommerce }[data.cart]?.(decimals, data);
  if (!own) return null;
  return {
    ...own,
    async apply(code) {
      const result = await own.apply(code);
      if (result.applied) {
        own.redraw();
        document.documentElement.dispatchEvent(new CustomEvent("cart:refresh", { bubbles: true }));
      }
      return result;
    },
    /** Call when the cart may have changed, whoever changed it. */
    watch(act) {
      let soon;
      const later = () => {
        clearTimeout(soon);
        soon = setTimeout(act, 400);
      };
      for (const name of NEWS.split(" ")) document.addEventListener(name, later);
      document.addEventListener("submit", (event) => /\/cart/.test(event.target.action) && later());
      window.jQuery?.(document.body).on(NEWS_OF_JQUERY, later);
      new PerformanceObserver(
        (list) => list.getEntries().some(({ name }) => OWN.test(name)) && later(),
      ).observe({ type: "resource" });
    },
  };
};
