// Good causes: what was given together, and what this member gave.

export const causes = (p, all, { html, nothing, ui }) => {
  const { data, receipts = [] } = all;
  return html`
    <div class="cards">${data.map(
      (
        cause,
      ) => html`<article class="box"><div class="row">${ui.badge("causes")}<div class="grow"><h3>${cause.title}</h3><p class="soft">${cause.text}</p></div></div>
        ${cause.total_text ? html`<p class="strong">${cause.total_text}</p>` : nothing}</article>`,
    )}</div>
    <button class="button main" @click=${() => p.go("redeem")}>${p.t("cause.give")}</button>
    ${
      receipts.length
        ? html`<section><h3>${p.t("cause.receipts")}</h3><ul class="plain">${receipts.map(
            (one) =>
              html`<li class="line"><span class="grow"><b>${one.title}</b><br /><span class="soft">${one.at_text}</span></span><b>${one.amount.text}</b></li>`,
          )}</ul></section>`
        : nothing
    }
  `;
};
