/* What pages do beyond HTML. Everything works without it, a little less at hand. */

const storage = (() => { try { return window.sessionStorage; } catch { return null; } })();

/* "Why?" and help open in a drawer instead of a page. */
const drawer = document.getElementById("drawer");
const drawerName = drawer?.querySelector(".drawer-name");
const whyName = drawerName?.textContent;
async function explain(link) {
  const body = drawer.querySelector(".drawer-body");
  drawerName.textContent = link.dataset.drawer || whyName;
  drawer.setAttribute("aria-label", drawerName.textContent);
  body.textContent = body.dataset.loading;
  drawer.showModal();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  const text = await answer.text();
  const part = new DOMParser().parseFromString(text, "text/html");
  body.replaceChildren(...part.body.childNodes);
}

document.addEventListener("click", (event) => {
  const why = event.target.closest("a[data-drawer]");
  if (why && drawer && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    explain(why).catch(() => { window.location.assign(why.href); });
    return;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) { document.getElementById(opener.dataset.dialog)?.showModal(); return; }
  if (event.target instanceof HTMLDialogElement) { event.target.close(); return; }
  const copy = event.target.closest("[data-copy]");
  if (copy) { navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.textContent = copy.dataset.copied || "✓"; }, () => {}); }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/* On a phone the tab that is open may stand beyond the edge of its row. */
for (const tab of document.querySelectorAll(".subtabs a[aria-current]")) {
  const row = tab.closest(".subtabs");
  row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}

/* Keys: / searches, g h and g m go places, ? lists the keys, Ctrl S saves. */
let before = "";
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    const form = (document.activeElement && document.activeElement.form) || document.querySelector("form[data-guard]");
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); document.querySelector("[data-key='/']")?.focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") { event.preventDefault(); document.querySelector("[data-key='/']")?.focus(); }
  if (event.key === "?") window.location.assign("/admin/help");
  if (before === "g" && event.key === "h") window.location.assign("/admin/home");
  if (before === "g" && event.key === "m") window.location.assign("/admin/members");
  before = event.key;
});

/* A form that was changed asks before it is left, and survives a lost session. */
const page = document.body.dataset.page || window.location.pathname;
const keep = (form) => `setia:${page}:${form.getAttribute("action")}`;
const secret = new Set(["password", "file", "hidden"]);
const fieldsOf = (form) => [...form.elements].filter((each) => each.name && !secret.has(each.type) && each.name !== "csrf");
const changed = new Set();
for (const form of document.querySelectorAll("form[data-guard][method='post']")) {
  form.addEventListener("input", () => {
    changed.add(form);
    const said = fieldsOf(form).map((each) => [each.name, each.type === "checkbox" || each.type === "radio" ? each.checked : each.value, each.value]);
    try { storage?.setItem(keep(form), JSON.stringify(said)); } catch { /* full or refused: nothing to keep it in */ }
  });
  form.addEventListener("submit", () => { changed.delete(form); });
  const kept = storage?.getItem(keep(form));
  if (kept && new URL(window.location.href).searchParams.has("kept")) {
    const fields = fieldsOf(form);
    for (const [at, [name, value]] of JSON.parse(kept).entries()) {
      const field = fields[at];
      if (field && field.name === name) { if (typeof value === "boolean") field.checked = value; else field.value = value; }
    }
    const note = document.createElement("p");
    note.className = "notice notice-info";
    note.setAttribute("role", "status");
    note.textContent = document.body.dataset.kept;
    form.prepend(note);
  }
}
window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

/* What was told is told once; what a filled-in form says wrong gets the focus. */
const here = new URL(window.location.href);
if (here.searchParams.has("told")) {
  here.searchParams.delete("told");
  window.history.replaceState(null, "", here);
}
document.querySelector("[data-focus]")?.focus();

/* Selects that act at once have data-submit; without scripts their button stays. */
for (const each of document.querySelectorAll("[data-submit]")) {
  each.addEventListener("change", () => { each.form.requestSubmit(); });
}

/* One box ticks all rows of a page; ticking a row means "those ticked". */
const tickAll = document.getElementById("tick-all");
if (tickAll) {
  const rows = [...document.querySelectorAll("[data-tick]")];
  const whom = document.getElementById("whom");
  const note = () => {
    const ticked = rows.filter((each) => each.checked).length;
    tickAll.checked = ticked > 0 && ticked === rows.length;
    tickAll.indeterminate = ticked > 0 && ticked < rows.length;
    if (ticked && whom) whom.value = "ticked";
  };
  tickAll.closest("[data-tick-all]").hidden = false;
  tickAll.addEventListener("change", () => { for (const each of rows) each.checked = tickAll.checked; note(); });
  for (const each of rows) each.addEventListener("change", note);
  note();
}
