/* The shipped panel, opened by itself: to be seen, never used. It takes no focus from
   the form beside it and leaves no trace in the browser's history. */
const view = document.currentScript.dataset.view;
history.pushState = history.replaceState;
HTMLElement.prototype.focus = () => {};
const { showModal } = HTMLDialogElement.prototype;
HTMLDialogElement.prototype.showModal = function show() {
  this.inert = true;
  showModal.call(this);
};
const opened = () => {
  if (!window.loyalty) { setTimeout(opened, 40); return; }
  if (view === "closed") return;
  window.loyalty.open(view).then(() => { document.documentElement.dataset.open = view; }, () => {});
};
opened();
