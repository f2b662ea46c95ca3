// Registers the service worker of the page's own path, and throws away what is kept of
// another member. The page needs nothing of it.
const own = document.currentScript;
const marked = document.querySelector("[data-setia-member]");
if (marked && "caches" in window) {
  const mine = `setia-card-${marked.dataset.setiaMember}`;
  caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith("setia-card-") && name !== mine))
    .then((others) => Promise.all(others.map((name) => caches.delete(name))))
    .catch(() => {}); // Refused cookies refuse caches too: then nothing is kept.
}
if ("serviceWorker" in navigator && own?.dataset.worker) {
  navigator.serviceWorker.register(own.dataset.worker, { scope: own.dataset.scope }).catch(() => {});
}
