/* What the storefront's pages do beyond HTML: the preview follows the form. */

const stage = document.querySelector("[data-preview]");
const form = stage?.closest("form");
if (form) {
  document.documentElement.dataset.live = "";
  const frame = stage.querySelector("[data-frame]");
  const left = new Set(["csrf", "base", "act", "seen"]);
  let soon;
  const glass = stage.querySelector(".glass");
  const show = () => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (!left.has(name) && value) said.set(name, said.has(name) ? `${said.get(name)},${value}` : value);
    glass.classList.remove("phone", "desktop");
    glass.classList.add(said.get("p_size") || "phone");
    // A frame's address changes without an entry in the browser's history.
    frame.contentWindow.location.replace(`${stage.dataset.preview}?${said}`);
  };
  const later = () => { clearTimeout(soon); soon = setTimeout(show, 350); };
  form.addEventListener("input", later);
  // Who looks at another face has changed nothing that could be lost.
  stage.addEventListener("input", (event) => { event.stopPropagation(); later(); });

  // On a phone what is typed lies below the preview: its top stays in sight as a strip.
  const narrow = matchMedia("(max-width: 67.99rem)");
  const bar = document.querySelector(".top");
  new IntersectionObserver(([place]) => {
    stage.style.setProperty("--strip-at", `${bar?.offsetHeight ?? 0}px`);
    glass.classList.toggle("strip", narrow.matches && !place.isIntersecting && place.boundingClientRect.bottom < place.rootBounds.bottom / 2);
  }, { rootMargin: "-120px 0px 0px" }).observe(stage.querySelector(".glass-place"));

  const text = form.elements.namedItem("accent");
  const pick = form.elements.namedItem("accent_pick");
  if (text && pick) {
    pick.addEventListener("input", () => { text.value = pick.value; });
    text.addEventListener("input", () => { if (/^#[0-9a-f]{6}$/i.test(text.value.trim())) pick.value = text.value.trim().toLowerCase(); });
  }
}

/* Gaps of a sentence: those that a field has lost are marked while one types. */
for (const field of document.querySelectorAll("[data-gaps]")) {
  const input = field.querySelector("input, textarea");
  const mark = () => {
    for (const gap of field.querySelectorAll("code")) gap.classList.toggle("lost", input.value !== "" && !input.value.includes(gap.textContent));
  };
  input?.addEventListener("input", mark);
  mark();
}
