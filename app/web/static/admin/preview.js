/* The shipped panel, opened by itself; it leaves no trace in the browser's history. */
const view = document.currentScript.dataset.view;
history.pushState = history.replaceState;
const opened = () => {
  if (!window.loyalty) { setTimeout(opened, 40); return; }
  if (view === "closed") return;
  window.loyalty.open(view).then(() => { document.documentElement.dataset.open = view; }, () => {});
};
opened();
