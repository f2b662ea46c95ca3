// Challenges, in a file of their own: few programmes have them, so few shoppers pay.

export const challenges = (p, { data: all }, { html, nothing, ui }) => {
  if (!all.length) return ui.empty("challenges", p.t("challenge.empty"));
  const choose = (challenge) =>
    html`<fieldset><legend>${p.t("redeem.choose")}</legend><div class="stack">${challenge.choices.map(
      (choice) =>
        html`<button class="button quiet" ?disabled=${p.busy} @click=${() =>
          p.send(
            `/choices/${challenge.id}`,
            { option: choice.id },
            { reload: true, said: "challenge.chosen" },
          )}>${choice.title}</button>`,
    )}</div></fieldset>`;
  const one = (challenge) => html`<article class="box">
    <div class="row">${ui.badge(challenge.state === "done" ? "check" : "challenges")}<div class="grow"><h3>${challenge.title}</h3><p class="soft">${challenge.text}</p></div></div>
    ${
      challenge.state === "choose" || challenge.choices.length
        ? choose(challenge)
        : html`<div class="progress">${ui.bar(challenge.current, challenge.target, challenge.value_text, challenge.title)}<p class="row"><span class="grow">${
            challenge.state === "done" ? p.t("challenge.done") : challenge.value_text
          }</span>${challenge.ends_text ? html`<span class="soft">${challenge.ends_text}</span>` : nothing}</p></div>`
    }
  </article>`;
  return html`${ui.alertOf(p)}<div class="cards">${all.map(one)}</div>`;
};
