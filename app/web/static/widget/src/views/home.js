// A member's first view: what they have, what it is good for, where it leads.

import { html, nothing } from "../../vendor/lit-3.3.3.js";
import { bar, icon, leads, notice } from "../parts/ui.js";

const hero = (p) => {
  const { name, balance, worth, tier, progress } = p.member;
  return html`<div class="hero">
    <p class="row"><span class="grow" dir="auto">${name ? p.t("home.greeting", { name }) : p.boot.programme.name}</span>${
      tier
        ? html`<span class="pill"><span aria-hidden="true">${tier.mark} </span>${tier.name}</span>`
        : nothing
    }</p>
    <p class="balance"><span class="sr">${p.t("a11y.balance")}: </span>${balance.text}</p>
    ${worth ? html`<p>${p.t("home.worth", { amount: worth.text })}</p>` : nothing}
    ${
      progress
        ? html`<div class="progress">${bar(progress.current, progress.target, progress.value_text, progress.text)}<p>${progress.text}</p></div>`
        : nothing
    }
  </div>`;
};

/** What is on its way, what ends, what is owed: one quiet box, a line each. */
const news = (p) => {
  const { pending, expiring, owed, credit } = p.member;
  const use = html`<button class="button small" @click=${() => p.go("redeem")}>${p.t("home.use_now")}</button>`;
  const lines = [
    pending && [
      "clock",
      html`<b>${p.t("home.pending", { points: pending.text })}</b>${
        pending.from_text
          ? html`<br /><span class="soft">${p.t("home.pending_help", { date: pending.from_text })}</span>`
          : nothing
      }`,
    ],
    expiring && [
      "history",
      html`<b>${p.t("home.expiring", { points: expiring.text, date: expiring.on_text })}</b>`,
      p.has("redeem") && use,
    ],
    owed && ["clock", p.t("home.owed", { points: owed.text })],
    credit?.length && [
      "rewards",
      html`${p.t("home.credit")}: <b>${credit.map((one) => one.text).join(" · ")}</b>`,
    ],
  ].filter(Boolean);
  return html`${p.celebration ? notice(p.celebration, { kind: "good", name: "check" }) : nothing}
  ${
    lines.length
      ? html`<ul class="plain news">${lines.map(([name, text, more]) => html`<li>${icon(name)}<span class="grow">${text}</span>${more || nothing}</li>`)}</ul>`
      : nothing
  }`;
};

/** Parts of the panel whose view has another name. */
const VIEW_OF = { redeem: "rewards", charity: "causes", claims: "help" };

/** The parts that are on, in the merchant's order; a birthday only where it is asked. */
const menu = (p) => {
  const { member } = p;
  const figures = {
    rewards: member.vouchers_ready,
    help: member.answers_unread && p.t("help.new"),
  };
  return [...p.boot.features, "profile"]
    .map((part) => VIEW_OF[part] ?? part)
    .filter((view) => p.named(view) && (view !== "birthday" || member.birthday?.ask))
    .map((view) => leads(p, view, figures[view]));
};

export const home = (p) => html`
  ${hero(p)}
  ${p.has("redeem") ? html`<button class="button main" @click=${() => p.go("redeem")}>${p.t("nav.redeem")}</button>` : nothing}
  ${news(p)}
  <nav aria-label=${p.t("nav.home")}><ul class="menu">${menu(p)}</ul></nav>
  ${p.foot()}
`;
