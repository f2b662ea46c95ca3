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
    const own = place.querySelector(".lym-text") || place;
    if (own.textContent !== text) own.textContent = text;
    place.hidden = !text;
  }
};

/** One bar with its sentence, in a place that the theme left for it. */
export const progressBar = (place, progress) => {
  place.hidden = !progress;
  if (!progress) return;
  let [text, bar] = place.querySelectorAll(".lym-text,.lym-bar");
  if (!bar) {
    text = document.createElement("div");
    bar = document.createElement("div");
    text.className = "lym-text";
    bar.className = "lym-bar";
    bar.style.cssText = "block-size:8px;border-radius:4px;background:var(--lym-track,#8883);overflow:hidden;margin-block-start:6px";
    const done = document.createElement("div");
    done.style.cssText = "block-size:100%;border-radius:4px;background:var(--lym-accent,currentColor)";
    bar.append(done);
    place.replaceChildren(text, bar);
  }
  const share = Math.min(100, (progress.current / progress.target) * 100);
  text.textContent = progress.text;
  bar.firstElementChild.style.inlineSize = share + "%";
  const told = { role: "progressbar", "aria-valuemin": 0, "aria-valuemax": progress.target, "aria-valuenow": Math.min(progress.current, progress.target), "aria-valuetext": progress.value_text, "aria-label": progress.text };
  for (const name in told) bar.setAttribute(name, told[name]);
};
