// What somebody sees whom the programme does not know yet, or not as a member.

import { html, nothing } from "../../vendor/lit-3.3.3.js";
import { alertOf, badge, icon, labelled, notice } from "../parts/ui.js";

const entry = (p) => {
  const { join, signin } = p.ctx.data;
  return html`<div class="stack">
    ${join ? html`<a class="button main" href=${p.safe(join)}>${p.t("guest.join")}</a>` : nothing}
    ${signin ? html`<a class="button quiet" href=${p.safe(signin)}>${p.t("guest.signin")}</a>` : nothing}
  </div>`;
};

const gift = (p, text) =>
  html`<form class="box gift" novalidate @submit=${p.form((fields) => p.claimGift(fields.email))}>
    <p class="row strong">${icon("redeem")}<span class="grow">${text}</span></p>
    ${labelled("email", p.t("guest.email"), html`<input id="email" name="email" type="email" autocomplete="email" required />`)}
    ${alertOf(p)}
    <button class="button main" ?disabled=${p.busy}>${p.t("guest.claim")}</button>
  </form>`;

const steps = ["profile", "earn", "redeem"];

export const guest = (p) => {
  const { boot, member } = p;
  const own = boot.guest;
  const waits = member?.state === "guest_known" && member.text;
  const referred = p.ctx.referral && own.referred;
  return html`
    <div class="hero">
      <p class="promise">${waits || own.title}</p>
      <p>${waits ? p.t("guest.create") : own.body}</p>
      ${own.bonus && !waits ? html`<p class="pill">${own.bonus}</p>` : nothing}
    </div>
    ${p.gift ? notice(p.gift, { kind: "good", name: "check" }) : referred ? gift(p, referred) : nothing}
    <ol class="steps">${own.steps.map((step, at) => html`<li>${badge(steps[at])}<span>${step}</span></li>`)}</ol>
    ${entry(p)}
    ${
      own.earn.length
        ? html`<section><h3>${p.t("guest.earn")}</h3>
          <ul class="plain">${own.earn.map((way) => html`<li class="line"><span class="grow strong">${way.title}</span><span class="soft">${way.text}</span></li>`)}</ul></section>`
        : nothing
    }
    ${
      own.reward
        ? html`<section><h3>${p.t("guest.reward")}</h3>
          <div class="box row">${badge("redeem")}<span class="grow strong">${own.reward.title}</span><span class="figure">${own.reward.cost_text}</span></div></section>`
        : nothing
    }
    ${own.tiers ? html`<section><h3>${p.t("guest.tiers")}</h3><p class="soft row">${icon("tiers")}<span>${own.tiers}</span></p></section>` : nothing}
    ${p.foot()}
  `;
};

/** An account that has to agree first: the terms in words, one box, one button. */
export const optin = (p) => {
  const terms = p.t("optin.terms");
  const [before, after] = p.t("optin.agree", { terms: "\n" }).split("\n");
  return html`
    <div class="hero"><p class="promise">${p.t("optin.title")}</p><p>${p.member.text || p.t("optin.body")}</p></div>
    ${p.member.text ? html`<p>${p.t("optin.body")}</p>` : nothing}
    <form class="stack" novalidate @submit=${p.form((fields) => p.join(fields.agree))}>
      <label class="choice"><input type="checkbox" name="agree" value="yes" required /><span>${before}<a href=${p.safe(
        p.boot.terms_url,
      )} target="_blank" rel="noopener">${terms}<span class="sr"> (${p.t("a11y.new_tab")})</span></a>${after}</span></label>
      ${alertOf(p)}
      <button class="button main" ?disabled=${p.busy}>${p.t("optin.join")}</button>
    </form>
    ${p.foot()}
  `;
};
