// The panel: one native dialog in one open shadow root. Views are plain functions;
// this element knows where the shopper is, what was answered, and what it is called.

import { LitElement, html, nothing } from "../vendor/lit-3.3.3.js";
import { safeImage, safeLink } from "./lib/acts.js";
import { asleep, count, read } from "./lib/calm.js";
import sheet from "./lib/panel.css.js";
import { tokensOf } from "./lib/look.js";
import { SAID, firstWord } from "./lib/said.js";
import { held } from "./lib/slider.js";
import { pointsText, sentence } from "./lib/words.js";
import { doing } from "./parts/doing.js";
import { LAZY, SAME, VIEWS } from "./parts/places.js";
import * as ui from "./parts/ui.js";
import { guest, optin } from "./views/guest.js";
import { cachedRewards } from "./views/redeem.js";

const DAY_MS = 86400000;

class Panel extends doing(LitElement) {
  static styles = sheet;
  static properties = Object.fromEntries(
    "words stack answers problem failed busy done quoted points news why visited result gift applied late member boot"
      .split(" ")
      .map((name) => [name, { state: true }]),
  );

  constructor() {
    super();
    this.stack = [];
    this.forget();
  }

  /** What is known of a member and of a moment; not the words. */
  forget() {
    Object.assign(this, { answers: {}, why: {}, visited: {}, extras: this.extras ?? {}, busy: false });
  }

  get top() {
    return this.stack.at(-1) ?? { view: "home" };
  }

  get view() {
    return this.top.view;
  }

  /** What the view asks for; who is no member yet has nothing to be asked for. */
  get path() {
    return this.member?.id && VIEWS[this.view][1];
  }

  // -- words

  /** What a view is called; nothing if there is no such view. */
  named(view) {
    return VIEWS[view] && this.t(VIEWS[view][0]);
  }

  t(key, values) {
    const entry = this.words?.[key] ?? firstWord(key, this.lang);
    return sentence(entry, values, this.boot.lang);
  }

  points_(value) {
    return pointsText(value, this.boot);
  }

  said(problem) {
    const { onLine } = navigator;
    // A file of ours that could not be fetched has no code.
    const lost = problem.code === "offline" && "error.slow";
    return problem.text || this.t(onLine ? lost || (SAID[problem.code] ?? "error.generic") : "error.offline");
  }

  say(text) {
    // The same news twice is still news: the region is emptied first.
    this.news = "";
    setTimeout(() => {
      this.news = text;
    }, 50);
  }

  safe(url) {
    return safeLink(url);
  }

  image(url) {
    return safeImage(url);
  }

  has(feature) {
    return this.boot.features.includes(feature);
  }

  /** Members see every view; who is none may still ask for help. */
  admits(view) {
    return this.member.id || LAZY[view] === "help";
  }

  // -- opening, closing, going

  async open(view, opener, button) {
    const { dialog } = this;
    this.boot = this.ctx.boot;
    this.opener = opener;
    this.button = button;
    if (!this.isConnected) document.body.append(this);
    this.reset(view);
    await this.updateComplete;
    if (!this.dialog.open) {
      this.dialog.showModal();
      history.pushState({ ...history.state, lym: 1 }, "");
      document.dispatchEvent(new CustomEvent("loyalty:open", { detail: { view } }));
    }
    if (button) button.ariaExpanded = "true";
    this.heading?.focus({ preventScroll: true });
    return dialog;
  }

  get dialog() {
    return this.renderRoot?.querySelector("dialog");
  }

  get heading() {
    return this.renderRoot.querySelector("#title");
  }

  close() {
    if (this.dialog?.open) this.dialog.close();
  }

  closed() {
    // Gone by Esc, by the button or by Back: the entry that opening added goes too.
    if (history.state?.lym && !this.byBack) history.back();
    this.byBack = false;
    if (this.button) this.button.ariaExpanded = "false";
    const back = this.opener?.isConnected ? this.opener : this.button;
    back?.focus?.({ preventScroll: true });
    this.stack = [];
    document.dispatchEvent(new CustomEvent("loyalty:close"));
  }

  popped = () => {
    if (!this.dialog?.open || history.state?.lym) return;
    if (this.stack.length > 1) {
      history.pushState({ ...history.state, lym: 1 }, "");
      this.back();
      return;
    }
    this.byBack = true;
    this.close();
  };

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.popped);
    addEventListener("online", this.online);
    this.scheme ??= matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.online);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.popped);
    removeEventListener("online", this.online);
    this.scheme.removeEventListener("change", this.online);
  }

  online = () => {
    this.requestUpdate();
    if (this.failed && this.dialog?.open) this.retry();
  };

  reset(link = "home") {
    const [view, id, points] = link.split("/");
    const [, , , feature] = VIEWS[view] ?? [];
    const known = VIEWS[view] && (!feature || this.has(feature));
    this.stack = [{ view: "home" }];
    this.forget();
    this.start(known ? { view, id, points } : null);
  }

  go(view, id, points) {
    this.stack = [...this.stack, { view, id, points }];
    this.arrive();
  }

  back() {
    if (this.stack.length > 1) this.stack = this.stack.slice(0, -1);
    this.arrive();
  }

  arrive() {
    Object.assign(this, {
      problem: null,
      done: null,
      quoted: null,
      points: undefined,
      choice: undefined,
      result: null,
      failed: null,
    });
    this.fetchView();
    this.updateComplete.then(() => {
      this.renderRoot.querySelector(".body").scrollTop = 0;
      this.heading.focus({ preventScroll: true });
    });
  }

  /** Words and member first; then the view that was asked for. */
  async start(target) {
    this.failed = null;
    try {
      const known = this.ctx.member && Date.now() - this.knownAt < 30000;
      const [words] = await Promise.all([this.words ?? this.ctx.words(), known ? null : this.ctx.refresh()]);
      this.words = words;
      this.member = this.ctx.member;
      this.knownAt = Date.now();
    } catch (problem) {
      this.failed = problem;
      this.words ??= await this.ctx.words().catch(() => null);
      return;
    }
    if (this.member.state === "blocked") {
      this.close();
      return;
    }
    const [first] = this.member.celebrations ?? [];
    this.celebration = first?.text;
    if (target && target.view !== "home" && this.admits(target.view)) this.go(target.view, target.id, target.points);
  }

  async fetchView() {
    const { path, view } = this;
    const name = SAME[view] ?? view;
    this.failed = null;
    try {
      if (LAZY[view]) this.extras[view] ??= (await this.ctx.load(LAZY[view]))[view];
      if (!path) return this.requestUpdate();
      const answer = (SAME[view] && this.answers[name]) || (await this.ctx.call(path));
      if (name === "redeem") this.remember(answer.data);
      this.answers = { ...this.answers, [name]: answer };
      this.extras[view]?.met?.(this, answer);
      const own = view === "reward" && answer.data.find((one) => one.id === this.top.id)?.slider;
      if (own) this.quote(held(+(this.top.points ?? own.value ?? own.max), own));
    } catch (problem) {
      if (this.view === view) this.failed = problem;
    }
    return null;
  }

  async fetchMore() {
    const name = this.view;
    const known = this.answers[name];
    const next = await this.attempt(() =>
      this.ctx.call(`${this.path}?cursor=${encodeURIComponent(known.next_cursor)}`),
    );
    if (next) this.answers = { ...this.answers, [name]: { ...next, data: [...known.data, ...next.data] } };
  }

  retry() {
    // Somebody asks: the rest that was taken after failures is over.
    if (asleep()) count();
    if (this.member && this.words) this.fetchView();
    else this.start();
  }

  async speak(lang) {
    const answer = await this.attempt(async () => {
      const before = this.ctx.lang;
      this.ctx.lang = lang;
      try {
        const boot = await this.ctx.call("/bootstrap");
        this.ctx.know(this.ctx.member, boot);
        this.boot = boot;
        this.words = await this.ctx.words();
        await this.ctx.refresh();
        return boot;
      } catch (problem) {
        this.ctx.lang = before;
        throw problem;
      }
    });
    if (!answer) return;
    this.member = this.ctx.member;
    this.answers = {};
    this.arrive();
  }

  // -- drawing

  more_() {
    if (!this.answers[this.view]?.next_cursor) return nothing;
    return html`<button class="button quiet" ?disabled=${this.busy} @click=${() => this.fetchMore()}>${this.t("nav.more")}</button>`;
  }

  languages() {
    const { langs, lang } = this.boot;
    if (langs.length < 2) return nothing;
    const name = (one) => new Intl.DisplayNames([one], { type: "language" }).of(one);
    return html`<div class="langs">${langs.map(
      (one) =>
        html`<button class="text" lang=${one} aria-pressed=${one === lang ? "true" : "false"} @click=${() => this.speak(one)}>${name(one)}</button>`,
    )}</div>`;
  }

  foot() {
    const { terms_url: terms, page_url: page } = this.boot;
    return html`<footer>
      ${page ? html`<a href=${this.safe(page)}>${this.t("nav.page")}</a>` : nothing} ${terms ? html`<a href=${this.safe(terms)}>${this.t("nav.terms")}</a>` : nothing}
      ${
        this.member.id || !this.has("claims")
          ? nothing
          : html`<button class="text" @click=${() => this.go("help")}>${this.named("help")}</button>`
      }
      ${this.languages()}
    </footer>`;
  }

  failure() {
    const kept = read("localStorage", "rewards");
    const signin = this.failed.status === 401 && this.ctx.data.signin;
    const offline = !navigator.onLine;
    return html`<div class="empty" role="alert">
        ${ui.badge(offline ? "wifi" : "clock", "large")}
        <p>${this.said(this.failed)}</p>
        ${
          signin
            ? html`<a class="button main" href=${this.safe(signin)}>${this.t("guest.signin")}</a>`
            : html`<button class="button main" @click=${() => this.retry()}>${this.t("error.retry")}</button>`
        }
      </div>
      ${kept && this.words && Date.now() - kept[1] < DAY_MS ? cachedRewards(this, kept[0]) : nothing}`;
  }

  content() {
    if (this.failed) return this.failure();
    if (!this.words || !this.member) return ui.skeleton(this);
    const { view, id } = this.top;
    if (!this.admits(view)) return this.member.state === "pending_optin" ? optin(this) : guest(this);
    const answer = this.answers[SAME[view] ?? view];
    if (this.path && !answer) return ui.skeleton(this);
    if (!LAZY[view]) return VIEWS[view][2](this, answer, id);
    const extra = this.extras[view];
    return extra ? extra(this, answer, { html, nothing, ui }) : ui.skeleton(this);
  }

  tokens() {
    const { look } = this.boot;
    const dark = look.scheme === "dark" || (look.scheme === "auto" && this.scheme?.matches);
    const all = tokensOf(look, dark, getComputedStyle(document.body).fontFamily);
    for (const name in all) this.style.setProperty(`--${name}`, all[name]);
    return dark ? "dark" : "light";
  }

  render() {
    const { boot } = this;
    if (!boot) return nothing;
    this.lang = boot.lang;
    const deep = this.stack.length > 1;
    const title = deep ? this.named(this.view) : boot.programme.name;
    return html`<dialog aria-labelledby="title" class=${this.tokens()} data-side=${boot.look.side} lang=${boot.lang} dir=${boot.dir} @close=${() => this.closed()} @click=${(
      event,
    ) =>
      event.target === this.dialog &&
      this.close()} @keydown=${(event) => event.altKey && event.key === "ArrowLeft" && deep && (event.preventDefault(), this.back())}>
      <div class="frame" aria-busy=${!this.member && !this.failed}>
        ${this.member?.preview ? html`<p class="ribbon"><b>${this.t("preview.ribbon")}</b> ${this.t("preview.body")}</p>` : nothing}
        <header @touchstart=${(event) => (this.grip = event.touches[0].clientY)} @touchend=${(event) => event.changedTouches[0].clientY - this.grip > 70 && this.close()}>
          <span class="handle" aria-hidden="true"></span>
          ${deep ? html`<button class="round" aria-label=${this.t("nav.back")} @click=${() => this.back()}>${ui.icon("back")}</button>` : nothing}
          <h2 id="title" tabindex="-1" dir="auto">${title}</h2>
          <button class="round" aria-label=${this.t("nav.close")} @click=${() => this.close()}>${ui.icon("close")}</button>
        </header>
        <div class="body" data-view=${this.view}>${this.content()}</div>
        <p class="sr" role="status">${this.news}</p>
      </div>
    </dialog>`;
  }
}

/** Make the one panel of this page, or find it. */
export const mount = (ctx) => {
  if (!customElements.get("loyalty-panel")) customElements.define("loyalty-panel", Panel);
  const found = document.querySelector("loyalty-panel") ?? document.createElement("loyalty-panel");
  found.ctx = ctx;
  document.addEventListener("loyalty:member", () => {
    if (ctx.member?.id) found.member = ctx.member;
  });
  document.body.append(found);
  return found;
};
