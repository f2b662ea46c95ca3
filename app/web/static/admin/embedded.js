// Inside a platform's admin every request needs the platform's token. App Bridge
// puts it into each fetch to our own address and cannot put it into a navigation:
// so links and forms that would navigate are fetched, and the answer takes the place
// of the page. htmx takes care of its own; what is left is taken care of here.

const ours = (address) => new URL(address, location.href).origin === location.origin;

// What a page needs to be loaded anew inside the frame stands in its address.
function framed(address) {
  const ticket = document.querySelector("meta[name=setia-frame]")?.content;
  const url = new URL(address, location.href);
  if (ticket) url.searchParams.set("frame", ticket);
  url.searchParams.delete("told");
  return url.href;
}

async function show(address, options) {
  const answer = await fetch(address, options);
  const kind = answer.headers.get("content-type") ?? "";
  if (answer.headers.get("content-disposition")?.startsWith("attachment")) {
    return keep(answer);
  }
  if (!kind.startsWith("text/html")) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  history.pushState({}, "", framed(answer.url));
  window.htmx?.process?.(document.body);
  leave();
  document.querySelector("h1")?.focus?.();
  scrollTo(0, 0);
}

async function keep(answer) {
  const named = /filename="?([^";]+)/.exec(answer.headers.get("content-disposition"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = named?.[1] ?? "setia.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A page that must be left by the whole window: to agree to a charge, say.
function leave() {
  const way = document.querySelector("a[data-leave]");
  if (way) open(way.href, "_top");
}

function mine(event) {
  return !event.defaultPrevented && !event.button && !event.metaKey && !event.ctrlKey;
}

addEventListener("click", (event) => {
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement && each.href);
  if (!link || !mine(event) || (link.target && link.target !== "_self")) return;
  if (!ours(link.href) || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  show(link.href);
});

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  const action = event.submitter?.formAction || form.action;
  if (!ours(action)) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  if (form.method !== "post") {
    const address = new URL(action);
    address.search = new URLSearchParams(fields).toString();
    show(address.href);
    return;
  }
  const body = form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
  show(action, { method: "POST", body });
});

addEventListener("change", (event) => {
  if (event.target.closest?.("[data-submit]")) event.target.form?.requestSubmit();
});

// The admin's own menu says where to go and leaves the going to us.
addEventListener("shopify:navigate", (event) => {
  const address = event.target?.getAttribute?.("href");
  if (address && ours(address)) show(address);
});

addEventListener("popstate", () => location.reload());
if (document.querySelector("meta[name=setia-frame]")) history.replaceState({}, "", framed(location.href));
leave();
