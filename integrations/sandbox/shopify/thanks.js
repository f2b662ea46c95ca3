// Stands for Shopify on the thank-you page: gives the extension's module a session token
// and draws what it answers. All text comes from the app.
import { earned } from "./asking.js";

const tokens = {
  get: async () => (await (await fetch("/sandbox-ui/token")).json()).token,
};
const place = document.getElementById("setia-order-points");

function line(text, name) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

const said = await earned(tokens, place.dataset.order, place.dataset.lang);
if (said && said.state !== "none") {
  place.className = "card app-card";
  place.dataset.state = said.state;
  place.append(line(said.text ?? "", "app-strong"));
  if (said.pending_text) place.append(line(said.pending_text, "soft small"));
  if (said.progress) {
    const bar = document.createElement("progress");
    bar.max = said.progress.target;
    bar.value = said.progress.current;
    bar.setAttribute("aria-label", said.progress.value_text);
    place.append(line(said.progress.text, "small"), bar);
  }
}
