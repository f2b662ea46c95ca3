// Keeps the page's shell and one member's card for when there is no connection.
//
// What is kept of a member is kept under the mark of that member, and thrown away as
// soon as a page arrives that belongs to somebody else or to nobody.
const AT = new URL(self.location.href);
const SHELL = `setia-shell-${AT.searchParams.get("v")}`;
const CARDS = "setia-card-";
const OFFLINE = AT.searchParams.get("offline");
const CARD = AT.searchParams.get("card");
const SHELL_FILES = ["offline", "style", "look"].map((name) => new URL(AT.searchParams.get(name), AT).href);
const MARK = /data-setia-member="([^"]*)"/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((shell) => shell.addAll(SHELL_FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("setia-shell-") && name !== SHELL))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const isCard = (url) => url.pathname === new URL(CARD, AT).pathname;

async function forgetOthers(keep) {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(CARDS) && name !== keep);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function note(request, answer) {
  const mark = MARK.exec(await answer.clone().text());
  if (!mark) return false; // It doesn't say whose it is.
  const mine = mark[1] ? CARDS + mark[1] : "";
  await forgetOthers(mine);
  if (mine && answer.ok && isCard(new URL(request.url))) {
    const cache = await caches.open(mine);
    await cache.put(CARD, answer.clone());
  }
  return true;
}

async function keptCard() {
  for (const name of await caches.keys()) {
    const kept = name.startsWith(CARDS) && (await (await caches.open(name)).match(CARD));
    if (kept) return kept;
  }
  return undefined;
}

async function navigate(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    const marked = await note(request, answer.clone());
    // At a door that can't tell a member from a guest, the kept card is the card.
    return (!marked && isCard(new URL(request.url)) && (await keptCard())) || answer;
  } catch (gone) {
    if (request.method !== "GET") throw gone;
    const kept = isCard(new URL(request.url)) && (await keptCard());
    if (kept) return kept;
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(navigate(event));
  } else if (request.method === "GET" && SHELL_FILES.includes(request.url)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
