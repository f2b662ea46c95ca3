// Questions and their answers, and points that are missing; fetched when somebody
// asks. Who is no member yet can say which order it is about, and where to answer.

import css from "./lib/help.css.js";

let sheet;

/** Give the panel what only this file needs to look right. */
const dress = ({ renderRoot }) => {
  sheet ??= new CSSStyleSheet();
  if (renderRoot.adoptedStyleSheets.includes(sheet)) return;
  sheet.replaceSync(css);
  renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, sheet];
};

/** Other words are another act; the words themselves are not kept. */
const actOf = (path, text) =>
  `${path}:${[...text].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 2147483647, 7)}`;

/** One field, one button; `then` is told the answer and the form. */
const writing = (p, { html, ui: { alertOf, labelled } }, label, path, options, then) => {
  const submit = (event) => {
    const { target } = event;
    const { text } = target.elements;
    text.value = text.value.trim();
    p.form(async () => {
      const said = text.value.replace(/\r/g, "");
      const answer = await p.send(path, { text: said }, { key: actOf(path, said), ...options });
      if (answer) then(answer, target);
    })(event);
  };
  return html`<form novalidate @submit=${submit}>
    ${labelled("text", label, html`<textarea id="text" name="text" rows="4" required aria-required="true" maxlength="1000"></textarea>`)}
    ${alertOf(p)}
    <button class="button main" ?disabled=${p.busy}>${p.t("help.send")}</button>
  </form>`;
};

/** Write on: the field is empty again, and the focus where it was. */
const writeOn = (p, tools, own) =>
  writing(
    p,
    tools,
    p.t("help.write"),
    `/claims/${own.id}/messages`,
    { reload: true, said: "help.sent" },
    async (_, form) => {
      form.reset();
      await p.updateComplete;
      form.querySelector("button").focus();
    },
  );

const talk = (p, own, tools) => {
  const { html, nothing, ui } = tools;
  if (!own) return ui.empty("help", p.t("error.missing"));
  const first = { by: "member", text: own.note, at_text: own.asked_at_text };
  const found = { by: "staff", text: own.answer_text, at_text: own.asked_at_text };
  const lines = [first, found, ...own.said].filter((one) => one.text);
  // A question says itself what it is about.
  const title = own.kind === "question" ? nothing : html`<h3 dir="auto">${own.title}</h3>`;
  return html`<div class="about">${title}<p class="soft">${own.state_text}</p></div>
    <ol class="talk">${lines.map(
      (one) =>
        html`<li class=${one.by}><p class="who"><b dir="auto">${one.by === "member" ? p.t("help.you") : p.boot.programme.name}</b> · ${one.at_text}</p><p class="words" dir="auto">${one.text}</p></li>`,
    )}</ol>
    ${own.state === "closed" ? ui.notice(p.t("help.over")) : nothing}
    ${writeOn(p, tools, own)}`;
};

const asking = (p, tools) =>
  tools.html`<p class="soft">${p.t("help.note")}</p>
    ${writing(p, tools, p.t("help.question"), "/questions", {}, ({ id }) => {
      // Back leads to the list, not to a question that was asked.
      p.stack.pop();
      p.go("help", id);
    })}`;

const list = (p, all, { html, nothing, ui }) => {
  const { badge, icon, listOf } = ui;
  const line = (one) =>
    html`<button class="lead" @click=${() => p.go("help", one.id)}>${badge(one.kind === "question" ? "help" : "claims")}<span class="grow"><b dir="auto">${one.title}</b><br /><span class="soft">${one.state_text}</span></span>${
      one.unread ? html`<span class="figure">${p.t("help.new")}</span>` : nothing
    }${icon("next")}</button>`;
  return html`${all.length ? html`<div class="menu">${listOf(all, line)}</div>` : ui.empty("help", p.t("help.empty"))}
    <div class="stack">
      <button class="button main" @click=${() => p.go("help", "new")}>${p.t("help.ask")}</button>
      <button class="button quiet" @click=${() => p.go("claims")}>${p.t("claim.title")}</button>
    </div>`;
};

export const help = (p, answer, tools) => {
  const { id } = p.top;
  if (!p.member.id) return claims(p, answer, tools);
  dress(p);
  if (id === "new") return asking(p, tools);
  return id
    ? talk(
        p,
        answer.data.find((one) => one.id === id),
        tools,
      )
    : list(p, answer.data, tools);
};

/** What is before somebody's eyes is no news any more. */
help.met = (p, { data }) => {
  const own = data.find((one) => one.id === p.top.id);
  if (!own?.unread) return;
  const path = `/claims/${own.id}/read`;
  p.ctx
    .call(path, { method: "POST", body: {} })
    .then(p.ctx.refresh)
    .catch(() => {});
};

const claim = async (p, { order_number: number, email, note }) => {
  const body = { order_number: number.trim() };
  if (email) body.email = email;
  if (note) body.note = note.replace(/\r/g, "");
  p.done = await p.send("/claims", body, { key: `claim:${body.order_number}` });
};

export const claims = (p, _, { html, nothing, ui: { alertOf, badge, labelled } }) => {
  const all = () => {
    p.stack = [{ view: "home" }];
    p.go("help");
  };
  if (p.done)
    return html`<div class="ask">${badge("claims", "large")}<h3>${p.done.text}</h3></div>${
      p.member.id ? html`<button class="button quiet" @click=${all}>${p.t("help.all")}</button>` : nothing
    }`;
  return html`<form novalidate @submit=${p.form((fields) => claim(p, fields))}>
    <div class="ask">${badge("claims", "large")}<h3>${p.t("claim.title")}</h3></div>
    ${labelled("number", p.t("claim.number"), html`<input id="number" name="order_number" required aria-required="true" autocomplete="off" maxlength="40" />`)}
    ${
      p.member.state.startsWith("guest")
        ? labelled(
            "email",
            p.t("guest.email"),
            html`<input id="email" name="email" type="email" autocomplete="email" required aria-required="true" />`,
          )
        : nothing
    }
    ${labelled("note", p.t("claim.note"), html`<textarea id="note" name="note" rows="3" maxlength="500"></textarea>`)}
    ${alertOf(p)}
    <button class="button main" ?disabled=${p.busy}>${p.t("claim.send")}</button>
  </form>`;
};
