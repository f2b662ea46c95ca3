// What a member holds: the list, and one voucher with all that can be done with it.

import { html, nothing } from "../../vendor/lit-3.3.3.js";
import { alertOf, badge, codeField, empty, icon, listOf, notice, qr } from "../parts/ui.js";

const LIVE = ["ready", "working"];

const row = (p, voucher) => {
  const live = LIVE.includes(voucher.state);
  const inner = html`${badge(live ? "rewards" : "check", live ? "" : "off")}<span class="grow"><b>${voucher.title}</b><br /><span class="soft">${voucher.state_text}${
    live && voucher.lapses_text ? ` · ${voucher.lapses_text}` : ""
  }</span></span>`;
  return live
    ? html`<button class="lead" @click=${() => p.go("voucher", voucher.id)}>${inner}${icon("next")}</button>`
    : html`<div class="lead still">${inner}</div>`;
};

export const vouchers = (p, all) => {
  if (!all.length) {
    return empty(
      "rewards",
      p.t("vouchers.empty"),
      html`<button class="button main" @click=${() => p.go("redeem")}>${p.t("nav.redeem")}</button>`,
    );
  }
  const live = all.filter((one) => LIVE.includes(one.state));
  const past = all.filter((one) => !LIVE.includes(one.state));
  return html`
    ${live.length ? html`<div class="menu">${listOf(live, (one) => row(p, one))}</div>` : nothing}
    ${past.length ? html`<section><h3>${p.t("status.used")}</h3><div class="past">${listOf(past, (one) => row(p, one))}</div></section>` : nothing}
    ${p.more_()}
  `;
};

const using = (p, voucher) => {
  const kind = voucher.apply.kind;
  const counter = kind === "none" && (voucher.qr || voucher.code);
  if (voucher.state !== "ready") return nothing;
  if (kind === "credit") return notice(p.t("redeem.credit"), { kind: "good", name: "check" });
  return html`
    ${
      kind === "code" && p.ctx.cart
        ? p.applied === voucher.id
          ? notice(p.t("redeem.applied"), { kind: "good", name: "check" })
          : html`<button class="button main" aria-busy=${p.busy} ?disabled=${p.busy} @click=${() => p.apply(voucher)}>${p.t("redeem.apply")}</button>`
        : nothing
    }
    ${alertOf(p)}
    ${voucher.qr_svg_path ? qr(voucher.qr_svg_path, voucher.size, p.t("a11y.qr", { code: voucher.code })) : nothing}
    ${
      voucher.code
        ? html`<p class="soft center">${counter ? p.t("redeem.at_counter") : kind === "code" && p.ctx.cart ? p.t("redeem.or_code") : p.t("redeem.code")}</p>
          ${codeField(p, voucher.code, p.t("redeem.code"), p.t("redeem.copy"), "redeem.copied")}`
        : nothing
    }
  `;
};

/** One voucher; `fresh` when it was redeemed a moment ago. */
export const voucher = (p, all, id) => {
  const own = all.find((one) => one.id === id);
  if (!own) return empty("rewards", p.t("error.missing"));
  const fresh = p.fresh === id && LIVE.includes(own.state);
  const working = own.state === "working";
  return html`
    <div class="ask ${fresh && !working ? "won" : ""}">
      ${badge(working ? "clock" : own.state === "ready" ? "check" : "lock", "large")}
      <h3>${fresh && !working ? p.t("redeem.success", { reward: own.title }) : own.title}</h3>
      <p class="soft">${working ? (p.late ? p.t("redeem.later") : p.t("redeem.working")) : own.state_text}</p>
      ${own.reason_text ? html`<p>${own.reason_text}</p>` : nothing}
    </div>
    ${using(p, own)}
    ${own.lapses_text && own.state === "ready" ? html`<p class="center">${own.lapses_text}</p>` : nothing}
    ${
      own.conditions.length
        ? html`<section class="conditions"><h3>${p.t("redeem.conditions")}</h3><ul>${own.conditions.map((line) => html`<li>${line}</li>`)}</ul></section>`
        : nothing
    }
    ${
      own.cancellable && own.state === "ready"
        ? html`<button class="button quiet" ?disabled=${p.busy} @click=${() => p.cancel(own)}>${p.t("redeem.remove")}</button>`
        : nothing
    }
  `;
};
