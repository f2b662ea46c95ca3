// What the panel does when it is asked to, mixed into the element.

import { write } from "../lib/calm.js";
import { insist, whenMade } from "../lib/acts.js";

export const doing = (Base) =>
  class extends Base {
    /** A submit handler that reads the form; a field that lacks says so itself. */
    form(act) {
      return (event) => {
        event.preventDefault();
        const { target } = event;
        const wrong = [...target.elements].find((field) => !field.checkValidity());
        if (wrong) {
          this.problem = { text: this.lacking(wrong) };
          wrong.setAttribute("aria-invalid", "true");
          wrong.focus();
          return;
        }
        const data = new FormData(target);
        act(Object.fromEntries(data), data);
      };
    }

    /** What a field lacks, in the panel's language rather than the browser's. */
    lacking(field) {
      if (field.name === "agree") return this.t("optin.needed");
      if (field.type === "email" && field.value) return this.t("error.email");
      const name =
        field.type === "radio" ? field.closest("fieldset").querySelector("legend") : field.labels[0];
      return field.validity.valueMissing
        ? `${name.textContent.trim()}: ${this.t("a11y.required")}`
        : field.validationMessage;
    }

    /** Run an act once at a time; what it throws is shown where it was asked for. */
    async attempt(act) {
      if (this.busy) return null;
      this.busy = true;
      this.problem = null;
      try {
        return await act();
      } catch (problem) {
        this.problem = problem;
        return null;
      } finally {
        this.busy = false;
      }
    }

    /** Something small: send it, say thanks, look again. */
    send(path, body, { method = "POST", key, reload, result, said } = {}) {
      return this.attempt(async () => {
        const { call } = this.ctx;
        const answer = key
          ? await insist(call, key, path, body)
          : method === "POST"
            ? await insist(call, path, path, body)
            : await call(path, { method, body });
        if (result) {
          this.result = answer;
          const { data } = this.answers.play;
          if (answer.game)
            this.answers.play = {
              ...this.answers.play,
              data: data.map((game) => (game.id === answer.game.id ? answer.game : game)),
            };
        }
        const text = said ? this.t(said) : answer.text;
        if (text && !result) this.say(text);
        this.ctx.refresh().catch(() => {});
        if (reload) await this.fetchView();
        return answer;
      });
    }

    honour(way) {
      return this.send("/activities", { rule_id: way.id }, { key: `honour:${way.id}`, reload: true });
    }

    consent(channel, granted) {
      return this.send("/consents", { channel, granted }, { method: "PUT", reload: this.view === "earn" });
    }

    join() {
      return this.attempt(async () => {
        await this.ctx.call("/join", { method: "POST", body: { agree: true } });
        await this.ctx.refresh();
        this.reset();
      });
    }

    claimGift(email) {
      return this.attempt(async () => {
        const { text } = await this.ctx.call("/referral/claims", {
          method: "POST",
          body: { code: this.ctx.referral, email },
        });
        this.gift = text;
        this.say(text);
      });
    }

    /** Take the points and show what came of it, also when the answer was lost. */
    redeem(reward, points) {
      return this.attempt(async () => {
        const body = { reward_id: reward.id };
        if (reward.slider) body.points = points;
        if (reward.choices.length) body.choice = this.choice ?? reward.choices[0].id;
        const act = `redeem:${reward.id}:${body.points ?? ""}:${body.choice ?? ""}`;
        this.say(this.t("redeem.working"));
        try {
          const voucher = await insist(this.ctx.call, act, "/redemptions", body);
          this.hold(voucher);
          this.fresh = voucher.id;
          // What was asked is answered: Back leads to the list, not to the question.
          this.stack.pop();
          this.go("voucher", voucher.id);
          this.follow(voucher);
        } catch (problem) {
          this.freshen();
          throw problem;
        } finally {
          this.ctx.refresh().catch(() => {});
        }
      });
    }

    /** Look at the rewards again without taking away what is being read. */
    freshen() {
      const keep = (answer) => {
        this.answers = { ...this.answers, redeem: answer };
      };
      this.ctx.call("/rewards").then(keep, () => {});
    }

    /** Put a voucher into what is known of the member's vouchers. */
    hold(voucher) {
      const all = this.answers.rewards?.data ?? [];
      const at = all.findIndex((one) => one.id === voucher.id);
      const data = at < 0 ? [voucher, ...all] : all.with(at, voucher);
      this.answers = { ...this.answers, rewards: { next_cursor: null, ...this.answers.rewards, data } };
    }

    async follow(voucher) {
      this.late = false;
      const { reward_id: id, title } = voucher;
      let made = voucher;
      if (voucher.state === "working") made = await whenMade(this.ctx.call, voucher.id);
      this.late = !made;
      if (!made) return;
      this.hold(made);
      this.say(
        made.state === "ready"
          ? this.t("redeem.success", { reward: title })
          : made.reason_text || made.state_text,
      );
      document.dispatchEvent(
        new CustomEvent("loyalty:redeemed", { detail: { reward_id: id, voucher_id: made.id } }),
      );
    }

    apply(voucher) {
      return this.attempt(async () => {
        let result;
        try {
          result = await this.ctx.cart.apply(voucher.code);
        } catch {
          if (!navigator.onLine) throw Object.assign(new Error(), { code: "offline" });
          // A cart that no script may read takes a code from its own address.
          location = this.ctx.cart.page(voucher.code);
          return;
        }
        if (!result.applied) {
          const reason = result.reason
            ? this.t("error.cart_refused", { reason: result.reason })
            : this.t(
                result.empty ? "error.cart_empty" : result.others ? "error.conflict" : "error.not_eligible",
              );
          throw Object.assign(new Error(reason), { text: reason });
        }
        this.applied = voucher.id;
        this.say(this.t("redeem.applied"));
        document.dispatchEvent(new CustomEvent("loyalty:applied", { detail: { voucher_id: voucher.id } }));
      });
    }

    cancel(voucher) {
      return this.attempt(async () => {
        this.hold(
          await insist(this.ctx.call, `cancel:${voucher.id}`, `/redemptions/${voucher.id}/cancel`, {}),
        );
        this.say(this.t("redeem.removed"));
        this.answers.redeem = null;
        await this.ctx.refresh().catch(() => {});
      });
    }

    /** What a slider's points are worth, asked when the hand has come to rest. */
    quote(points) {
      this.points = points;
      this.quoted = null;
      clearTimeout(this.asking);
      this.asking = setTimeout(async () => {
        const quoted = await this.ctx
          .call("/quotes", { method: "POST", body: { reward_id: this.top.id, points } })
          .catch(() => null);
        if (this.points === points) this.quoted = quoted;
      }, 250);
    }

    async copy(text, said) {
      try {
        await navigator.clipboard.writeText(text);
        this.say(this.t(said));
      } catch {
        const field = this.renderRoot.querySelector("#code");
        field.focus();
        field.select();
        this.say(this.t("redeem.select"));
      }
    }

    async explain(id) {
      const known = this.why[id];
      this.why = {
        ...this.why,
        [id]: known ? null : await this.ctx.call(`/history/${id}/explanation`).catch((problem) => problem),
      };
    }

    /** Remember the list of rewards, to look at without a connection. */
    remember(rewards) {
      write("localStorage", "rewards", [rewards, Date.now()]);
    }
  };
