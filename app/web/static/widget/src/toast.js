// One line of news above the button: a celebration or a nudge. It stays until it is
// dismissed, or until the shopper goes on.

import css from "./lib/toast.css.js";

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  if (text) made.textContent = text;
  return made;
};

const WORDS = { redeem: "nudge.use", apply: "redeem.apply", signin: "guest.join" };

export const toast = ({ boot }, { kind, text, words, action, done }) => {
  const host = element("div", "lym-toast");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const { accent, on_accent: on, lift, scheme, side } = boot.look;
  const tokens = { a: accent, o: on, l: +lift + "px", f: getComputedStyle(document.body).fontFamily };
  for (const name in tokens) host.style.setProperty("--" + name, tokens[name]);
  // On a phone it would cover what leads to pay: there it comes from above.
  const high = boot.look.hide_over[0] && document.querySelector(boot.look.hide_over) ? "up" : "";
  Object.assign(host.dataset, { side, scheme, high });
  host.dir = boot.dir;
  host.lang = boot.lang;

  const box = element("div", kind);
  const news = element("p", "news");
  news.setAttribute("role", "status");
  const close = element("button", "close", "✕");
  close.ariaLabel = words["nav.close"] || "✕";
  const end = (used) => {
    host.remove();
    done?.(used);
  };
  close.onclick = () => end(false);
  box.append(news, close);
  if (action) {
    const row = element("div", "row");
    const use = element("button", "use", words[WORDS[action.kind]] || words["earn.go"] || "→");
    const not = element("button", "not", words["nudge.dismiss"] || "✕");
    use.onclick = () => end(true);
    not.onclick = () => end(false);
    row.append(use, not);
    box.append(row);
  }
  root.append(box);
  document.body.append(host);
  // What the panel says may make it untrue, and it would stand behind.
  document.addEventListener("loyalty:open", () => host.remove(), { once: true });
  // The region is there first and filled afterwards, so that it is announced.
  requestAnimationFrame(() => {
    news.textContent = text;
  });
};
