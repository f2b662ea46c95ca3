// The rest of a page's life, fetched when it is needed: who the shopper is, the
// numbers printed in the page, the friend's link, and one nudge at most.

import { read, write } from "./lib/calm.js";
import { cartOf } from "./lib/cart.js";
import { whenAllowed } from "./lib/consent.js";
import { sibling } from "./lib/links.js";
import { caller } from "./lib/net.js";
import { after, choose } from "./lib/nudges.js";
import { progressBar, sellingPoints, showEstimate } from "./parts/inline.js";

const EARLY_MS = 20000;
/* global HASHES */
const hashes = typeof HASHES === "undefined" ? {} : HASHES;

/** Ask the plugin who the shopper is; a signed answer lasts five minutes. */
const identityOf = (data) => {
  let token;
  return async (fresh) => {
    const [kind, url] = (data.identity || "").split(/:(.*)/s);
    if (kind !== "wc" || data.signedIn === "false") return null;
    if (fresh || !token || Date.parse(token.expires_at) - EARLY_MS < Date.now()) {
      token = await (await fetch(url, { cache: "no-store", signal: AbortSignal.timeout?.(2000) })).json();
    }
    return token.token;
  };
};

export const start = (ctx) => {
  const { data, boot } = ctx;
  const { search } = location;
  const page = document;
  write("localStorage", "boot", boot);
  ctx.lang ||= data.lang || boot.lang;
  const identity = ctx.identity || identityOf(data);
  const call = caller({
    api: data.api,
    language: () => ctx.lang,
    identity,
    send: (...sent) => fetch(...sent),
  });
  const preview = new URLSearchParams(search).get("loyalty_preview");
  ctx.call = call;
  /** Files that few pages need. */
  ctx.load = (name) => import(sibling(data.panel, name, hashes));
  ctx.cart = cartOf(data, boot.decimals);

  ctx.refresh = async () => {
    const member = await call("/member" + (preview ? "?preview=" + encodeURIComponent(preview) : ""));
    if (!member.id) write("localStorage", "rewards", 0);
    ctx.know(member);
    page.querySelectorAll("[data-setia-progress]").forEach((place) => progressBar(place, member));
    page.dispatchEvent(new CustomEvent("loyalty:member", { detail: { state: member.state } }));
    return member;
  };

  ctx.words = async () => {
    const { url } = ctx.boot.words;
    const answer = await fetch(/^https?:/.test(url) ? url : data.api + "/" + url, {
      signal: AbortSignal.timeout?.(2000),
    });
    if (!answer.ok) throw answer;
    return answer.json();
  };

  const code = new URLSearchParams(search).get("ref") || read("sessionStorage", "ref");
  ctx.referral = code;
  if (code)
    whenAllowed(() => {
      if (read("sessionStorage", "ref") === code) return;
      write("sessionStorage", "ref", code);
      page.dispatchEvent(new CustomEvent("loyalty:referral", { detail: { code } }));
      ctx.cart?.refer(code)?.catch(() => {});
    });

  const say = async (kind, text, action, done) => {
    const [words, { toast }] = await Promise.all([ctx.words().catch(() => ({})), ctx.load("toast")]);
    if (page.querySelector("dialog[open],[aria-modal=true]")) return;
    toast(ctx, { kind, text, words, action, done });
  };

  const celebrate = ({ celebrations } = {}) => {
    const first = celebrations?.[0];
    if (!first) return false;
    // Marked before it is seen: better once too few than twice.
    call("/seen", { method: "POST", body: { celebrations: [first.id] } }).catch(() => {});
    say("celebration", first.text);
    return true;
  };

  let nudged = false;
  const nudge = (nudges = []) => {
    if (nudged) return;
    const kept = read("localStorage", "nudges");
    const found = choose(nudges, boot.nudges, kept, Date.now());
    if (!found) return;
    nudged = true;
    const { kind, text, action } = found;
    const tell = (what) => call("/nudges", { method: "POST", body: { kind, action: what } }).catch(() => {});
    const note = (what) => {
      tell(what);
      write("localStorage", "nudges", after(read("localStorage", "nudges"), kind, what, Date.now()));
    };
    note("shown");
    say("nudge", text, action, (used) => {
      if (!used) return note("dismissed");
      tell("used");
      if (action.kind === "signin") location = data.signin;
      else
        window.loyalty.open(
          {
            redeem: "reward/" + action.reward_id + (action.points ? "/" + action.points : ""),
            apply: "voucher/" + action.voucher_id,
          }[action.kind] || action.view,
        );
    });
  };

  /** What needs no cart to be true: a friend's gift, a birthday nobody knows. */
  const offer = async (member) => {
    const { referred } = boot.guest;
    if (code && referred && !member?.id)
      nudge([{ kind: "friend", text: referred, action: { kind: "open", view: "home" } }]);
    if (data.page !== "account" || !member?.birthday?.ask) return;
    const text = (await ctx.words())["nudge.birthday"];
    nudge([{ kind: "birthday", text, action: { kind: "open", view: "birthday" } }]);
  };

  const estimate = async () => {
    const places = page.querySelectorAll("[data-setia-cart]");
    const kind = /product|cart/.test(data.page) ? data.page : "other";
    const own = sellingPoints();
    if (own) {
      const { text } = await call("/estimates", {
        method: "POST",
        body: { ...own.asks, currency: boot.currency, page: "product" },
      });
      showEstimate(own.places, text);
    }
    if (!ctx.cart || (!places.length && kind !== "cart" && !boot.nudges.length)) return;
    const cart = await ctx.cart.contents();
    if (!cart.lines.length) return showEstimate(places, "");
    const found = await call("/estimates", {
      method: "POST",
      body: { ...cart, currency: boot.currency, page: kind },
    });
    showEstimate(places, ctx.member?.id ? found.text : found.guest_text);
    ctx.fits = found.fits;
    if (kind !== "other") nudge(found.nudges);
  };

  const quietly = () => estimate().catch(() => {});
  ctx.cart?.watch(quietly);
  new MutationObserver(quietly).observe(page.body, { subtree: true, attributeFilter: ["data-price-minor"] });
  addEventListener(
    "pageshow",
    ({ persisted }) => persisted && data.signedIn === "true" && ctx.refresh().catch(() => {}),
  );
  const known = data.signedIn === "true" ? ctx.refresh().catch(() => {}) : Promise.resolve();
  known.then((member) => {
    nudged = celebrate(member);
    offer(member).catch(() => {});
    quietly();
  });
};
