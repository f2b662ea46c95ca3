// Views to fill in: the birthday, and what may be sent. Like the games
// in a file of their own, handed what they draw with.

const months = (locale) => {
  const named = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, at) => named.format(new Date(Date.UTC(2000, at, 15))));
};

/** Whether a year has that day; in some years 29 February is enough. */
export const isDay = (month, day) => day > 0 && day <= new Date(2000, month, 0).getDate();

const save = async (p, month, day) => {
  if (isDay(month, day)) p.done = await p.send("/birthday", { month, day }, { method: "PUT" });
  else p.problem = { text: p.t("birthday.wrong") };
};

export const birthday = (p, _, { html, ui: { alertOf, badge, labelled } }) => {
  if (p.done)
    return html`<div class="ask">${badge("birthday", "large")}<h3>${p.t("birthday.saved")}</h3></div>`;
  if (p.member.birthday?.known)
    return html`<div class="ask">${badge("birthday", "large")}<h3>${p.t("error.birthday")}</h3></div>`;
  const options = (texts) => texts.map((text, at) => html`<option value=${at + 1}>${text}</option>`);
  const days = Array.from({ length: 31 }, (_, at) => String(at + 1));
  return html`<form novalidate @submit=${p.form(({ month, day }) => save(p, +month, +day))}>
    <div class="ask">${badge("birthday", "large")}<h3>${p.t("earn.birthday_ask")}</h3><p class="soft">${p.t("earn.birthday_note")}</p></div>
    <div class="pair">
      ${labelled("day", p.t("birthday.day"), html`<select id="day" name="day" autocomplete="bday-day">${options(days)}</select>`)}
      ${labelled("month", p.t("birthday.month"), html`<select id="month" name="month" autocomplete="bday-month">${options(months(p.boot.locale))}</select>`)}
    </div>
    ${alertOf(p)}
    <button class="button main" ?disabled=${p.busy}>${p.t("birthday.save")}</button>
  </form>`;
};

export const profile = (p, _, { html, nothing, ui: { alertOf, notice } }) => html`
  ${
    p.member.consents?.length
      ? html`<fieldset><legend>${p.t("consent.title")}</legend>${p.member.consents.map(
          (one) =>
            html`<label class="choice"><input type="checkbox" .checked=${one.granted} ?disabled=${p.busy} @change=${(
              event,
            ) => p.consent(one.channel, event.target.checked)} /><span>${one.text}</span></label>`,
        )}</fieldset>`
      : nothing
  }
  ${alertOf(p)}
  ${
    p.member.birthday?.ask && p.has("birthday")
      ? notice(p.t("nudge.birthday"), {
          name: "birthday",
          more: html`<button class="button small" @click=${() => p.go("birthday")}>${p.t("earn.go")}</button>`,
        })
      : nothing
  }
  ${p.has("claims") ? html`<button class="button quiet" @click=${() => p.go("claims")}>${p.t("claim.title")}</button>` : nothing}
  ${p.languages()}
`;
