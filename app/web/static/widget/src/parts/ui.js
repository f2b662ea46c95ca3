// The pieces that every view is made of.

import { html, nothing } from "../../vendor/lit-3.3.3.js";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  next: "M9 5l7 7-7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  earn: "M12 3v18M3 12h18",
  redeem: "M4 9h16v4H4zM6 13v8h12v-8M12 9v12M12 9C8 9 6 5 8 4s4 2 4 5c0-3 2-6 4-5s0 5-4 5",
  rewards: "M3 7h18v4a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4zM14 7v3m0 2v2m0 2v2",
  tiers:
    "M12 3l2.7 5.8 6.3.8-4.6 4.3 1.2 6.2L12 17l-5.6 3.1 1.2-6.2L3 9.6l6.3-.8z",
  refer:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M18 8v6M15 11h6",
  card: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2",
  history: "M12 7v5l3.5 2M21 12a9 9 0 1 1-3-6.7M21 3v4h-4",
  play: "M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
  challenges: "M6 21V4M6 4h11l-2 4 2 4H6",
  causes: "M12 20S4 15 4 9.5A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 8 2C20 15 12 20 12 20z",
  profile: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-7 8-7s8 3 8 7",
  claims: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
  help: "M4 4h16v12H10l-5 4v-4H4z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  clock: "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  birthday: "M4 20h16v-7H4zM4 16c3 2 5-2 8 0s5-2 8 0M12 13V9M12 6V4",
  wifi: "M3 3l18 18M5 12a10 10 0 0 1 4-2.5M2 8.5a15 15 0 0 1 4-2.5M19 12a10 10 0 0 0-3-2M22 8.5A15 15 0 0 0 11 5M9 16a4.5 4.5 0 0 1 6 0M12 19.5h.01",
};

export const icon = (name) =>
  html`<svg class="icon ${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS[name] || ICONS.redeem}></path></svg>`;

export const badge = (name, more = "") => html`<span class="badge ${more}">${icon(name)}</span>`;

/** A line of the menu: what it leads to, and a figure beside it. */
export const leads = (p, view, figure) =>
  html`<li><button class="lead" @click=${() => p.go(view)}>${badge(view)}<span class="grow">${p.named(view)}</span>${
    figure ? html`<span class="figure">${figure}</span>` : nothing
  }${icon("next")}</button></li>`;

export const bar = (current, target, valueText, label) =>
  html`<div class="bar" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax=${target} aria-valuenow=${Math.min(
    current,
    target,
  )} aria-valuetext=${valueText}><div .style=${`inline-size:${Math.min(100, (current / target) * 100)}%`}></div></div>`;

export const empty = (name, text, more = nothing) =>
  html`<div class="empty">${badge(name, "large")}<p>${text}</p>${more}</div>`;

export const skeleton = (p) =>
  html`<div class="skeleton" aria-hidden="true"><div></div><div></div><div></div><div></div></div><p class="sr">${p.t("a11y.loading")}</p>`;

export const notice = (text, { kind = "note", name, more = nothing } = {}) =>
  html`<div class="notice ${kind}">${name ? icon(name) : nothing}<span class="grow">${text}</span>${more}</div>`;

/** What went wrong, beside what it went wrong with. */
export const alertOf = (p) =>
  html`<div role="alert">${
    p.problem
      ? html`<div class="notice bad"><span class="grow">${p.said(p.problem)}</span>${
          p.problem.status === 401 && p.ctx.data.signin
            ? html`<a class="button small" href=${p.safe(p.ctx.data.signin)}>${p.t("guest.signin")}</a>`
            : nothing
        }</div>`
      : nothing
  }</div>`;

export const listOf = (items, each) =>
  html`<ul class="plain">${items.map((item) => html`<li>${each(item)}</li>`)}</ul>`;

/** A code in a field of its own: it can be selected where it cannot be copied. */
export const codeField = (p, value, label, button, said, kind = "") =>
  html`<div class="code"><label class="sr" for="code">${label}</label><input id="code" class=${kind} readonly .value=${value} dir="ltr" @focus=${(
    event,
  ) =>
    event.target.select()} /><button class="button quiet" @click=${() => p.copy(value, said)}>${button}</button></div>`;

export const labelled = (id, label, field, more = nothing) =>
  html`<div class="field"><label for=${id}>${label}</label>${field}${more}</div>`;

/** A code to be scanned, black on white in any scheme. */
export const qr = (path, size, label) =>
  html`<div class="qr"><svg viewBox=${`-3 -3 ${size + 6} ${size + 6}`} role="img" aria-label=${label} shape-rendering="crispEdges"><path d=${path}></path></svg></div>`;
