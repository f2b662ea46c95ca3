// The numbers that a theme printed into its page: text in, text out.

/** What the product elements of this page ask, if there are few enough to ask for. */
export const sellingPoints = () => {
  const places = [...document.querySelectorAll("[data-setia-points][data-product]")];
  const [first] = places;
  // A listing keeps what the theme printed: one question a product would be many.
  if (!first || new Set(places.map((place) => place.dataset.product)).size > 1) return null;
  const { product, variant, priceMinor, collections, tags } = first.dataset;
  const line = { product_ref: product, quantity: 1, amount_minor: +priceMinor };
  if (variant) line.variant_ref = variant;
  if (collections) line.collection_refs = collections.split(",");
  if (tags) line.tags = tags.split(",");
  return { places, asks: { lines: [line] } };
};

export const showEstimate = (places, text) => {
  for (const place of places) {
    const own = place.querySelector(".lym-text, .lym-mark + *") || place;
    if (own.textContent !== text) own.textContent = text;
    place.hidden = !text;
  }
};

const TRACK =
  "block-size:8px;border-radius:4px;background:var(--lym-track,#8883);overflow:hidden;margin-block-start:6px";
const DONE = "display:block;block-size:100%;border-radius:4px;background:var(--lym-accent,currentColor)";

/** A sentence and a bar in a place that the theme left empty. */
const built = (place) => {
  const [text, bar, done] = ["div", "div", "span"].map((name) => document.createElement(name));
  bar.className = "lym-bar";
  bar.style.cssText = TRACK;
  done.style.cssText = DONE;
  bar.append(done);
  place.replaceChildren(text, bar);
  return bar;
};

/** One bar with its sentence: the theme's own with today's figures, or ours. */
export const progressBar = (place, { progress, balance }) => {
  const total = place.querySelector(".lym-balance b");
  if (total && balance) total.textContent = balance.text;
  const printed = place.querySelector(".lym-bar");
  // What a theme printed without a bar says something else; it stays.
  if (!printed && place.childElementCount) return;
  place.hidden = !progress;
  if (!progress) return;
  const bar = printed || built(place);
  const { current, target, text, value_text: told } = progress;
  bar.firstElementChild.style.inlineSize = Math.min(100, (current / target) * 100) + "%";
  if (bar.previousElementSibling) bar.previousElementSibling.textContent = text;
  const said = {
    role: "progressbar",
    "aria-valuemin": 0,
    "aria-valuemax": target,
    "aria-valuenow": Math.min(current, target),
    "aria-valuetext": told,
    "aria-label": text,
  };
  for (const name in said) bar.setAttribute(name, said[name]);
};
