// What every page carries: the button, and what it takes to fetch the rest when
// somebody means to use it. Budget: 3 kB compressed, nothing before the page is idle.

import { asleep, count, read, write } from "./lib/calm.js";
import css from "./lib/launcher.css.js";
import { asked, sibling } from "./lib/links.js";

const VERSION = "1";
const DAY_MS = 86400000;
const NEEDS_MORE = "[data-setia-points],[data-setia-cart],[data-setia-progress],[data-setia-refer]";
const CHATS =
  "#shopify-chat,#tidio-chat,.crisp-client,.intercom-lightweight-app,#hubspot-messages-iframe-container,#chat-widget-container";
const LOW = { rootMargin: "-80% 0px 0px" };
/* global HASHES */
const hashes = typeof HASHES === "undefined" ? {} : HASHES;

const start = (data) => {
  const page = document;
  const signedIn = data.signedIn === "true";
  let boot, member, told, panel, button, label, host, began, seen, sheet, cut;

  const load = (name) => import(sibling(data.panel, name, hashes));

  /** The rest of a page's life: who it is, the cart, the numbers in the page. */
  const more = () => (ctx.more ||= load("page").then((module) => module.start(ctx)));

  const ctx = {
    data,
    load,
    get boot() {
      return boot;
    },
    get member() {
      return member;
    },
    /** What is known of the shopper now; the button says it. */
    know(state, fresh) {
      member = state;
      boot = fresh || boot;
      const { balance, tier } = state || {};
      told = balance ? [(tier?.mark ? tier.mark + " " : "") + balance.text, Date.now()] : 0;
      write("localStorage", "label", told);
      show();
    },
  };

  const draw = (modern) => {
    host = page.createElement("div");
    host.className = "lym-launcher";
    const root = host.attachShadow({ mode: "open" });
    // Without <dialog> there is no panel, but there is the rewards page.
    button = page.createElement(modern ? "button" : "a");
    if (modern) {
      sheet = new CSSStyleSheet();
      root.adoptedStyleSheets = [sheet];
      button.ariaHasPopup = "dialog";
      button.ariaExpanded = "false";
      button.onclick = () => open("home", button);
      button.onpointerenter = button.ontouchstart = button.onfocus = prepare;
    } else button.href = boot.page_url;
    label = page.createElement("span");
    button.append(label);
    root.append(button);
    // By then a page has its late bars, and time to spare.
    setTimeout(() => {
      if (!host.isConnected) return;
      makeRoom();
      const { effectiveType, saveData } = navigator.connection || {};
      if (effectiveType === "4g" && !saveData) prepare();
    }, 4000);
  };

  const show = () => {
    if (boot?.state !== "on" || boot.look.launcher === "none" || member?.state === "blocked")
      return host?.remove();
    const { look } = boot;
    if (!host) draw(window.HTMLDialogElement && "adoptedStyleSheets" in page);
    const old = signedIn && !member && read("localStorage", "label");
    const known = told || (old && Date.now() - old[1] < DAY_MS && old);
    const text = cut || (known ? known[0] : boot.launcher.guest);
    // A button that grows would count as a shift of the page; one that is new does not.
    if (label.textContent !== text && !host.matches(":focus-within")) host.remove();
    label.textContent = text;
    button.ariaLabel = label.textContent + " · " + boot.launcher.aria;
    button.className = cut ? "" : look.launcher;
    host.dir = boot.dir;
    host.lang = boot.lang;
    sheet?.replaceSync(css(look));
    host.dataset.side = look.side;
    if (host.isConnected) return;
    page.body.append(host);
    makeRoom();
  };

  // Never over the shop's own bars, and above a chat bubble rather than on it.
  const makeRoom = () => {
    const near = new Map();
    const bars = page.querySelectorAll([CHATS, ...boot.look.hide_over]);
    seen?.disconnect();
    if (!bars[0]) return;
    seen = new IntersectionObserver((found) => {
      for (const one of found) near.set(one.target, one.isIntersecting && one.boundingClientRect.height);
      const some = (chat) => [...near].some(([target, high]) => high && target.matches(CHATS) === chat);
      host.hidden = some(false);
      host.style.translate = some(true) ? "0 -76px" : "";
    }, LOW);
    for (const bar of bars) seen.observe(bar);
  };

  const prepare = () => {
    panel ||= Promise.all([load("panel"), more()]).then(([module]) => module.mount(ctx));
    panel.catch(() => {
      panel = ctx.more = 0;
    });
    return panel;
  };

  const open = async (view, opener) => {
    await begin();
    if (boot?.state !== "on" || member?.state === "blocked") return;
    const from = opener || page.activeElement;
    if (button) button.ariaBusy = "true";
    try {
      (await prepare()).open(view || "home", from, button);
    } catch {
      if (navigator.onLine || !button) location = boot.page_url;
      else if (!cut) {
        // The button says so until the line is back; who waits at it is served then.
        cut = boot.launcher.offline || "Offline";
        host.ariaLive = "polite";
        const again = () => {
          cut = 0;
          show();
          if (page.activeElement === host) open(view, from);
        };
        addEventListener("online", again, { once: true });
        show();
      }
    }
    if (button) button.ariaBusy = "false";
  };

  const fetchBoot = async () => {
    try {
      if (asleep()) throw 0;
      const options = { signal: AbortSignal.timeout?.(2000) };
      const answer = await fetch(data.api + "/bootstrap?lang=" + (data.lang || ""), options);
      if (!answer.ok) throw 0;
      boot = await answer.json();
      count();
    } catch {
      asleep() || count(1);
      began = 0;
      // Kept by page.js: for members, and for who has opened the panel.
      boot = read("localStorage", "boot");
    }
    show();
    if (boot?.state !== "on") return;
    if (
      signedIn ||
      page.querySelector(NEEDS_MORE) ||
      /[?&]ref=/.test(location.search) ||
      read("sessionStorage", "ref") ||
      (boot.nudges[0] && /product|cart/.test(data.page))
    )
      more().catch(() => {});
  };
  const begin = () => (began ||= fetchBoot());

  const follow = () => {
    const view = asked(location);
    if (!view) return;
    // The address is cleaned, so that neither Back nor a reload opens it again.
    const url = new URL(location);
    url.searchParams.delete("loyalty");
    url.hash = url.hash.replace(/^#rewards.*/, "");
    history.replaceState(history.state, "", url);
    open(view);
  };

  page.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-loyalty-open]");
    if (!opener || boot?.state !== "on") return;
    event.preventDefault();
    open(opener.dataset.loyaltyOpen, opener);
  });
  addEventListener("hashchange", follow);
  // Shops that change pages without loading them replace the body, and us with it.
  new MutationObserver(() => host && show()).observe(page.documentElement, { childList: true });

  window.loyalty = { open, close: () => panel?.then((one) => one.close()), version: VERSION };
  let woken;
  const wake = () =>
    (woken ||= (window.requestIdleCallback || setTimeout)(() => {
      if (/#rewards|[?&]loyalty=/.test(location)) follow();
      begin();
    }));
  // What the page itself waits for comes first, unless that takes long.
  addEventListener("load", wake);
  setTimeout(wake, page.readyState === "complete" ? 0 : 3000);
};

const script = document.currentScript || document.querySelector("script[data-setia]");
if (window.loyalty) console.error("loyalty: a second programme on this page is ignored");
else if (script) start(script.dataset);
