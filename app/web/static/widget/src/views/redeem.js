// Swapping points: the list, the one question before it happens, the slider.

import { html, nothing } from "../../vendor/lit-3.3.3.js";
import { held } from "../lib/slider.js";
import { alertOf, bar, empty, icon, notice } from "../parts/ui.js";

const picture = (p, reward) => {
  const url = p.image(reward.image);
  // A picture that cannot be had leaves the sign that lies beneath it.
  return html`<span class="badge">${icon(reward.kind === "charity" ? "causes" : "redeem")}${
    url
      ? html`<img src=${url} alt="" loading="lazy" @error=${(event) => (event.target.hidden = true)} />`
      : nothing
  }</span>`;
};

const locked = (reward) =>
  html`<div class="locked">
    ${reward.progress ? bar(reward.progress.current, reward.progress.target, reward.reason_text, reward.title) : nothing}
    <p class="soft row">${icon("lock")}<span>${reward.reason_text}</span></p>
  </div>`;

const item = (p, reward, offline) => {
  const price = reward.cost
    ? p.t("redeem.cost", { points: reward.cost.text })
    : reward.slider
      ? reward.slider.text
      : p.t("redeem.free");
  const stock = reward.available && reward.stock_text;
  return html`<article class="box reward">
    <div class="row">
      ${picture(p, reward)}
      <div class="grow"><h3>${reward.title}</h3><p class="soft">${price}${stock ? ` · ${stock}` : ""}</p></div>
      ${
        reward.available && !offline
          ? html`<button class="button small" aria-label=${`${p.t("redeem.cta")}: ${reward.title}`} @click=${() => p.go("reward", reward.id)}>${p.t("redeem.cta")}</button>`
          : nothing
      }
    </div>
    ${reward.available ? nothing : locked(reward)}
  </article>`;
};

export const redeem = (p, rewards) => html`
  ${p.member?.balance ? html`<p class="total">${p.member.balance.text}</p>` : nothing}
  ${rewards.length ? html`<div class="cards">${rewards.map((reward) => item(p, reward))}</div>` : empty("redeem", p.t("redeem.empty"))}
`;

/** The list as it was when there was a connection: to look at, not to use. */
export const cachedRewards = (p, rewards) =>
  rewards?.length
    ? html`<section><h3>${p.t("nav.redeem")}</h3><div class="cards">${rewards.map((reward) => item(p, reward, true))}</div></section>`
    : nothing;

const slider = (p, own) => {
  const { min, max, step } = own;
  const value = (p.points ??= held(own.value ?? max, own));
  const move = (to) => p.quote(held(to, own));
  const scale = 10 ** (p.boot.unit.decimals ?? 0);
  const typed = ({ target }) => {
    const to = held(Math.round(+target.value * scale), own);
    move(to);
    target.value = to / scale;
  };
  const keys = (event) => {
    const pages = { PageUp: 10, PageDown: -10 }[event.key];
    if (!pages) return;
    event.preventDefault();
    move(value + pages * step);
  };
  return html`<div class="slider">
    <div class="row"><label class="grow" for="range">${p.t("redeem.slider")}</label><button class="text" ?disabled=${value + step > max} @click=${() => move(max)}>${p.t(
      "redeem.max",
    )}</button></div>
    <p class="quote" aria-live="polite">${p.quoted?.text || p.points_(value)}</p>
    <input id="range" type="range" min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext=${p.points_(value)} @input=${(
      event,
    ) => move(+event.target.value)} @keydown=${keys} />
    <div class="row">
      <button class="button quiet square" aria-label=${p.t("redeem.less")} ?disabled=${value <= min} @click=${() => move(value - step)}>−</button>
      <input class="grow" type="number" inputmode="decimal" aria-label=${p.t("redeem.points")} min=${min / scale} max=${max / scale} step=${step / scale} .value=${String(value / scale)} @change=${typed} />
      <button class="button quiet square" aria-label=${p.t("redeem.more")} ?disabled=${value + step > max} @click=${() => move(value + step)}>+</button>
    </div>
  </div>`;
};

const choices = (p, reward) =>
  reward.choices.length
    ? html`<fieldset><legend>${p.t("redeem.choose")}</legend>${reward.choices.map(
        (choice, at) =>
          html`<label class="choice"><input type="radio" name="choice" value=${choice.id} ?checked=${at === 0} @change=${() => {
            p.choice = choice.id;
          }} /><span>${choice.title}</span></label>`,
      )}</fieldset>`
    : nothing;

const conditions = (p, lines) =>
  lines.length
    ? html`<section class="conditions"><h3>${p.t("redeem.conditions")}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`
    : nothing;

/** One reward and the question: the points are taken when it is answered. */
export const reward = (p, rewards, id) => {
  const own = rewards.find((one) => one.id === id);
  if (!own) return empty("redeem", p.t("error.missing"));
  const points = own.slider
    ? (p.points ?? held(own.slider.value ?? own.slider.max, own.slider))
    : own.cost?.value;
  const left = p.quoted?.remaining?.text ?? p.points_(p.member.balance.value - (points ?? 0));
  const fits = !p.ctx.fits || own.kind === "charity" || p.ctx.fits.includes(id);
  if (!own.available)
    return html`<div class="ask">${picture(p, own)}<h3>${own.title}</h3><p>${own.description}</p></div>${locked(own)}${conditions(p, own.conditions)}${alertOf(p)}`;
  return html`
    <div class="ask">
      ${picture(p, own)}
      <h3>${p.t("redeem.confirm_title", { reward: own.title })}</h3>
      ${own.description ? html`<p class="soft">${own.description}</p>` : nothing}
    </div>
    ${own.slider ? slider(p, own.slider) : nothing}
    ${choices(p, own)}
    ${points ? html`<p class="center">${p.t("redeem.confirm_body", { points: p.points_(points), remaining: left })}</p>` : nothing}
    ${fits ? nothing : notice(p.t("error.not_eligible"), { kind: "warm" })}
    ${alertOf(p)}
    <div class="stack">
      <button class="button main" aria-busy=${p.busy} ?disabled=${p.busy} @click=${() => p.redeem(own, points)}>${p.busy ? p.t("redeem.working") : p.t("redeem.confirm")}</button>
      <button class="button quiet" ?disabled=${p.busy} @click=${() => p.back()}>${p.t("redeem.cancel")}</button>
    </div>
    ${conditions(p, own.conditions)}
  `;
};
