// Tiers, friends and the member card, fetched when they are opened.

export const tiers = (p, all, { html, nothing, ui: { badge, bar, icon } }) => html`
  <div class="hero slim"><p class="eyebrow">${p.t("tier.now")}</p><p class="promise">${all.text}</p>
    ${
      all.progress
        ? html`<div class="progress">${bar(all.progress.current, all.progress.target, all.progress.value_text, all.progress.text)}<p>${all.progress.text}</p></div>`
        : nothing
    }
  </div>
  <ol class="ladder">${all.data.map(
    (
      tier,
    ) => html`<li class=${tier.id === all.current ? "now" : tier.reached ? "reached" : ""} aria-current=${tier.id === all.current ? "true" : nothing}>
      ${badge(tier.reached ? "check" : "lock", tier.reached ? "" : "off")}
      <div class="grow"><h3>${tier.name}${tier.reached ? html`<span class="sr"> (${p.t("tier.reached")})</span>` : nothing}</h3><p class="soft">${tier.requirement_text}</p>
        ${tier.perks.length ? html`<ul class="ticks" aria-label=${p.t("tier.perks", { tier: tier.name })}>${tier.perks.map((perk) => html`<li>${icon("check")}${perk}</li>`)}</ul>` : nothing}
      </div></li>`,
  )}</ol>
`;

export const refer = (p, own, { html, nothing, ui: { badge, codeField } }) => html`
  <div class="ask">${badge("refer", "large")}<h3>${own.title}</h3><p class="soft">${own.text}</p></div>
  ${codeField(p, own.url, p.t("nav.refer"), p.t("refer.copy"), "refer.copied", "link")}
  <div class="pair">
    ${navigator.share ? html`<button class="button quiet" @click=${() => navigator.share({ text: own.message, url: own.url }).catch(() => {})}>${p.t("refer.share")}</button>` : nothing}
    <a class="button main" href=${`https://wa.me/?text=${encodeURIComponent(own.message)}`} target="_blank" rel="noopener">${p.t("refer.whatsapp")}<span class="sr"> (${p.t(
      "a11y.new_tab",
    )})</span></a>
  </div>
  ${
    own.friends.length
      ? html`<section><h3>${own.count_text || p.t("refer.friends")}</h3><ul class="plain">${own.friends.map(
          (friend) =>
            html`<li class="line"><span class="grow strong" dir="auto">${friend.name}</span><span class="soft">${friend.state_text}</span></li>`,
        )}</ul></section>`
      : nothing
  }
`;

export const card = (p, own, { html, nothing, ui }) => html`<div class="member-card">
    <p class="row"><b class="grow" dir="auto">${own.name}</b>${own.tier ? html`<span class="pill"><span aria-hidden="true">${own.tier.mark} </span>${own.tier.name}</span>` : nothing}</p>
    ${ui.qr(own.qr_svg_path, own.size, p.t("card.title", { code: own.spoken }))}
    <p class="spoken" dir="ltr">${own.spoken}</p>
    <p class="center">${own.balance.text}</p>
  </div>
  <p class="soft center">${p.t("card.show")}</p>`;
