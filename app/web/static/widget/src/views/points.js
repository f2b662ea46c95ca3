// Where points come from and where they went.

import { html, nothing } from "../../vendor/lit-3.3.3.js";
import { badge, empty, icon, notice } from "../parts/ui.js";

const ICON_OF = {
  purchase: "rewards",
  signup: "profile",
  review: "tiers",
  birthday: "birthday",
  share: "refer",
  referral: "refer",
  profile: "profile",
  challenge: "challenges",
  campaign: "tiers",
  product: "rewards",
};

const doing = (p, way) => {
  const { action } = way;
  if (way.state === "done") return html`<span class="state good">${icon("check")}${p.t("earn.done")}</span>`;
  if (way.state !== "open")
    return html`<span class="state">${p.t(way.state === "limit" ? "earn.limit" : "earn.waiting")}</span>`;
  if (!action) return nothing;
  const label = `${p.t("earn.go")}: ${way.title}`;
  const within = { birthday: "birthday", refer: "refer" }[action.kind];
  if (within && !p.has(within)) return nothing;
  if (within)
    return html`<button class="button small" aria-label=${label} @click=${() => p.go(within)}>${p.t("earn.go")}</button>`;
  if (action.kind === "newsletter")
    return html`<button class="button small" aria-label=${label} ?disabled=${p.busy} @click=${() => p.consent("email", true)}>${p.t("earn.go")}</button>`;
  if (action.kind === "shop") return nothing;
  if (action.kind === "honour" && (p.visited[way.id] || !action.url))
    return html`<button class="button small" aria-label=${`${p.t("earn.open")}: ${way.title}`} ?disabled=${p.busy} @click=${() => p.honour(way)}>${p.t("earn.open")}</button>`;
  return html`<a class="button small" href=${p.safe(action.url)} target="_blank" rel="noopener" @click=${() => {
    p.visited = { ...p.visited, [way.id]: true };
  }}>${p.t("earn.go")}<span class="sr">: ${way.title} (${p.t("a11y.new_tab")})</span></a>`;
};

/** Words that need the whole width leave the button a line of its own. */
const isLong = (way) => way.text.length > 72;

export const earn = (p, ways) =>
  ways.length
    ? html`${alertLine(p)}<div class="cards">${ways.map(
        (way) => html`<article class="box row">
          ${badge(ICON_OF[way.kind] || "earn", way.state === "done" ? "off" : "")}
          <div class="grow"><h3>${way.title}</h3><p class="soft">${way.text}</p>${
            way.action?.kind === "shop"
              ? html`<button class="text" @click=${() => p.close()}>${p.t("earn.shop")}</button>`
              : nothing
          }${isLong(way) ? html`<p>${doing(p, way)}</p>` : nothing}</div>
          ${isLong(way) ? nothing : doing(p, way)}
        </article>`,
      )}</div>`
    : empty("earn", p.t("earn.empty"));

const alertLine = (p) =>
  html`<div role="alert">${p.problem ? notice(p.said(p.problem), { kind: "bad" }) : nothing}</div>`;

const why = (p, line) => {
  const told = p.why[line.id];
  const id = `why-${line.id}`;
  return html`<button class="text" aria-expanded=${told ? "true" : "false"} aria-controls=${told ? id : nothing} aria-label=${`${p.t("history.why")} ${line.title}`} @click=${() =>
    p.explain(line.id)}>${p.t("history.why")}</button>
    ${told ? html`<div class="why" id=${id}>${told.lines ? told.lines.map((text) => html`<p>${text}</p>`) : html`<p>${p.said(told)}</p>`}</div>` : nothing}`;
};

export const history = (p, lines) => html`
  ${
    lines.length
      ? html`<ul class="plain history">${lines.map(
          (line) => html`<li>
          <div class="row"><b class="grow">${line.title}</b><b class=${line.delta.value > 0 ? "plus" : ""}>${line.delta.text}</b></div>
          <p class="soft">${line.at_text}${line.state_text ? ` · ${line.state_text}` : ""}</p>
          ${why(p, line)}
        </li>`,
        )}</ul>`
      : empty("history", p.t("history.empty"))
  }
  ${p.more_()}
  ${p.has("claims") ? html`<button class="button quiet" @click=${() => p.go("claims")}>${p.t("claim.title")}</button>` : nothing}
`;
