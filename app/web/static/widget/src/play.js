// Games: each says its rules and chances before it is played, and its end in words.

/** What was ticked and written: places for a quiz, answers by question for a survey. */
export const answersOf = (game, data) => {
  const all = game.questions
    .map(({ id, kind }) => [id, data.get(id), kind])
    .filter(([, value]) => value !== null && value !== "");
  const told = all.map(([id, value, kind]) => [id, kind === "text" ? value : Number(value)]);
  return game.kind === "quiz" ? told.map(([, value]) => value) : Object.fromEntries(told);
};

export const play = (p, { data: all }, { html, nothing, ui }) => {
  const post = (game, what, body) =>
    p.send(`/play/${game.id}/${what}`, body, { key: `play:${game.id}:${what}`, result: true });

  const result = (game) => {
    const told = p.result?.game?.id === game.id && p.result.text && p.result;
    return html`<div role="status">${told ? ui.notice(told.text, { kind: told.won ? "good" : "note", name: told.won ? "check" : "play" }) : nothing}</div>`;
  };

  const field = (game, question, at) => {
    const { id, kind, least, most, options, required = true } = question;
    const name = `${game.id}-${id}`;
    const heading = html`<span class="soft">${p.t("play.question", { n: at + 1, total: game.questions.length })}</span><br />${question.text}`;
    if (kind === "text")
      return ui.labelled(
        name,
        heading,
        html`<textarea id=${name} name=${id} rows="2" maxlength="1000" ?required=${required}></textarea>`,
      );
    const scale = Array.from({ length: (most ?? -1) - (least ?? 0) + 1 }, (_, step) => ({
      id: least + step,
      title: least + step,
    }));
    const shown = kind === "scale" ? scale : options;
    return html`<fieldset class=${kind}><legend>${heading}</legend>${shown.map(
      (option) =>
        html`<label class="choice"><input type="radio" name=${id} value=${option.id} ?required=${required} /><span>${option.title}</span></label>`,
    )}</fieldset>`;
  };

  const questions = (game) =>
    html`<form novalidate @submit=${p.form((_, data) => post(game, "answers", { answers: answersOf(game, data) }))}>
      ${game.questions.map((question, at) => field(game, question, at))}<button class="button main" ?disabled=${p.busy}>${p.t("play.send")}</button>
    </form>`;

  const entry = (game, option, at) => {
    const picture = game.entry === "photo" && p.image(option.title);
    const title = picture ? `${at + 1} / ${game.options.length}` : option.title;
    return html`<li class="line">
      ${picture ? html`<img class="photo" src=${picture} alt="" loading="lazy" />` : nothing}
      <span class="grow">${title}<br /><span class="soft">♥ ${option.votes}</span></span>
      ${
        option.mine || game.votes === false || game.state !== "open"
          ? nothing
          : html`<button class="button small" aria-label=${`${p.t("play.vote")}: ${title}`} ?disabled=${p.busy} @click=${() => post(game, "votes", { entry: option.id })}>${p.t(
              "play.vote",
            )}</button>`
      }
    </li>`;
  };

  const enter = (game) => {
    const id = `${game.id}-body`;
    const own =
      game.entry === "photo"
        ? html`<input id=${id} name="body" type="url" required placeholder="https://" />`
        : html`<textarea id=${id} name="body" rows="2" required></textarea>`;
    return html`<form novalidate @submit=${p.form(({ body }) => post(game, "entries", { body }))}>
      ${ui.labelled(id, p.t("play.enter"), own)}<button class="button main" ?disabled=${p.busy}>${p.t("play.send")}</button>
    </form>`;
  };

  const contest = (game) =>
    html`<ul class="plain">${game.options.map((option, at) => entry(game, option, at))}</ul>${game.entry && game.state === "open" ? enter(game) : nothing}`;

  const leaderboard = (game) => html`
    <ol class="plain">${game.ranks.map(
      (row) =>
        html`<li class="line ${row.you ? "you" : ""}"><span class="rank">${row.rank}</span><span class="grow strong" dir="auto">${row.name}</span><span>${row.text}</span></li>`,
    )}</ol>
    <label class="choice"><input type="checkbox" .checked=${game.shown} ?disabled=${p.busy} @change=${(
      event,
    ) =>
      p.send(
        `/play/${game.id}/leaderboard`,
        { shown: event.target.checked },
        { method: "PUT", reload: true },
      )} /><span>${p.t("play.show_me")}</span></label>
  `;

  const acting = (game) => {
    if (game.ranks) return leaderboard(game);
    if (game.options) return contest(game);
    if (game.state !== "open") return nothing;
    if (game.questions) return questions(game);
    if (game.kind !== "spin") return nothing;
    return html`<button class="button main" aria-busy=${p.busy} ?disabled=${p.busy} @click=${() => post(game, "spins", {})}>${p.t("play.spin")}${
      game.cost ? ` · ${game.cost.text}` : ""
    }</button>`;
  };

  const one = (game) => html`<article class="box">
    <div class="row">${ui.badge("play")}<div class="grow"><h3>${game.title}</h3><p class="soft">${game.state_text}</p></div></div>
    ${game.kind === "spin" ? html`<div class="wheel ${p.busy ? "turning" : ""}" aria-hidden="true"></div>` : nothing}
    ${result(game)} ${acting(game)}
    ${
      game.odds || game.terms.length
        ? html`<details><summary>${p.t(game.odds ? "play.odds" : "play.terms")}</summary>
          ${game.odds ? html`<ul class="plain">${game.odds.map((odd) => html`<li class="line"><span class="grow">${odd.title}</span><span>${odd.text}</span></li>`)}</ul>` : nothing}
          ${game.terms.map((term) => html`<p class="soft">${term}</p>`)}</details>`
        : nothing
    }
  </article>`;

  return all.length
    ? html`${ui.alertOf(p)}<div class="cards">${all.map(one)}</div>`
    : ui.empty("play", p.t("play.empty"));
};
