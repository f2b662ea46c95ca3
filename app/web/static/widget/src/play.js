// Games: each says its rules and chances before it is played, and its end in words.

export const play = (p, { data: all }, { html, nothing, ui }) => {
  const post = (game, what, body) => p.send(`/play/${game.id}/${what}`, body, { key: `play:${game.id}`, result: true });

  const result = (game) => {
    const told = p.result?.game?.id === game.id && p.result;
    return html`<div role="status">${told ? ui.notice(told.text, { kind: told.won ? "good" : "note", name: told.won ? "check" : "play" }) : nothing}</div>`;
  };

  const field = (game, question, at) => {
    const name = `${game.id}-${question.id}`;
    const heading = html`<span class="soft">${p.t("play.question", { n: at + 1, total: game.questions.length })}</span><br />${question.text}`;
    if (!question.options.length) return html`<div class="field"><label for=${name}>${heading}</label><textarea id=${name} name=${question.id} rows="2" maxlength="500"></textarea></div>`;
    const type = question.kind === "multiple" ? "checkbox" : "radio";
    return html`<fieldset><legend>${heading}</legend>${question.options.map(
      (option) => html`<label class="choice"><input type=${type} name=${question.id} value=${option.id} /><span>${option.title}</span></label>`,
    )}</fieldset>`;
  };

  const questions = (game) => {
    const send = p.form((_, data) => {
      const answers = {};
      for (const question of game.questions) answers[question.id] = data.getAll(question.id);
      post(game, "answers", { answers });
    });
    return html`<form class="stack" @submit=${send}>${game.questions.map((question, at) => field(game, question, at))}<button class="button main" ?disabled=${p.busy}>${p.t(
      "play.send",
    )}</button></form>`;
  };

  const contest = (game) =>
    html`<ul class="plain">${game.options.map(
      (option) => html`<li class="line"><span class="grow">${option.title}<br /><span class="soft">${option.votes}</span></span><button class="button small" aria-label=${`${p.t(
        "play.vote",
      )}: ${option.title}`} ?disabled=${p.busy} @click=${() => post(game, "votes", { option: option.id })}>${p.t("play.vote")}</button></li>`,
    )}</ul>`;

  const leaderboard = (game) => html`
    <ol class="plain">${game.ranks.map(
      (row) => html`<li class="line ${row.you ? "you" : ""}"><span class="rank">${row.rank}</span><span class="grow strong" dir="auto">${row.name}</span><span>${row.text}</span></li>`,
    )}</ol>
    <label class="choice"><input type="checkbox" .checked=${game.shown} ?disabled=${p.busy} @change=${(event) =>
      p.send(`/play/${game.id}/leaderboard`, { shown: event.target.checked }, { method: "PUT", reload: true })} /><span>${p.t("play.show_me")}</span></label>
  `;

  const acting = (game) => {
    if (game.kind === "leaderboard") return leaderboard(game);
    if (game.state !== "open") return nothing;
    if (game.questions) return questions(game);
    if (game.kind === "contest") return contest(game);
    const [what, label] = game.kind === "draw" ? ["entries", "play.enter"] : ["spins", "play.spin"];
    return html`<button class="button main" aria-busy=${p.busy} ?disabled=${p.busy} @click=${() => post(game, what, {})}>${p.t(label)}${
      game.cost ? ` · ${game.cost.text}` : ""
    }</button>`;
  };

  const one = (game) => html`<article class="box">
    <div class="row">${ui.badge("play")}<div class="grow"><h3>${game.title}</h3><p class="soft">${game.state_text}</p></div></div>
    ${game.kind === "spin" ? html`<div class="wheel ${p.busy ? "turning" : ""}" aria-hidden="true"></div>` : nothing}
    ${result(game)} ${acting(game)}
    ${game.odds || game.terms.length
      ? html`<details><summary>${p.t(game.odds ? "play.odds" : "play.terms")}</summary>
          ${game.odds ? html`<ul class="plain">${game.odds.map((odd) => html`<li class="line"><span class="grow">${odd.title}</span><span>${odd.text}</span></li>`)}</ul>` : nothing}
          ${game.terms.map((term) => html`<p class="soft">${term}</p>`)}</details>`
      : nothing}
  </article>`;

  return all.length ? html`${ui.alertOf(p)}<div class="cards">${all.map(one)}</div>` : ui.empty("play", p.t("play.empty"));
};
