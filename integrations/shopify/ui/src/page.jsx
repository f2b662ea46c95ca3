// The rewards page of the customer's account: balance, the way to the next reward, codes
// that are ready, and what there is to have. Redeeming happens here too.
import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { ask } from "./asking.js";
import { redeem } from "./redeeming.js";

/**
 * @typedef {import("./asking.js").Points} Points
 * @typedef {import("./asking.js").Progress} Progress
 * @typedef {{state: string, balance: Points, worth: {text: string} | null,
 *   pending: {text: string, from_text: string} | null,
 *   expiring: {text: string, on_text: string} | null,
 *   tier: {name: string} | null, progress: Progress | null}} Member
 * @typedef {{id: string, title: string, description: string, cost: Points | null,
 *   available: boolean, reason_text: string | null, slider: object | null,
 *   choices: {id: string}[]}} Reward
 * @typedef {{id: string, title: string, state: string, state_text: string,
 *   code: string | null, lapses_text: string | null}} Voucher
 * @typedef {{member: Member, rewards: Reward[], vouchers: Voucher[]}} Everything
 */

export default async () => {
  render(<Page />, document.body);
};

/** @param {string} lang */
async function everything(lang) {
  const tokens = shopify.sessionToken;
  const [member, rewards, vouchers] = await Promise.all([
    ask(tokens, "/member", lang),
    ask(tokens, "/rewards", lang),
    ask(tokens, "/vouchers", lang),
  ]);
  if (!member) return null;
  return { member, rewards: rewards?.data ?? [], vouchers: vouchers?.data ?? [] };
}

function Page() {
  const lang = shopify.localization.language.value.isoCode;
  const say = shopify.i18n.translate;
  const [found, setFound] = useState(
    /** @type {Everything | null | undefined} */ (undefined),
  );
  const load = () => everything(lang).then(setFound);
  useEffect(() => void load(), [lang]);
  return (
    <s-page heading={say("page.heading")}>
      {found === undefined && <s-skeleton-paragraph></s-skeleton-paragraph>}
      {found === null && (
        <s-banner tone="warning" heading={say("page.failed")}>
          <s-button onClick={() => void load()}>{say("page.again")}</s-button>
        </s-banner>
      )}
      {found && found.member.state === "member" && (
        <s-stack gap="large">
          <Balance member={found.member} />
          {found.vouchers.length > 0 && <Vouchers vouchers={found.vouchers} />}
          <Rewards rewards={found.rewards} lang={lang} onChange={load} />
        </s-stack>
      )}
      {found && found.member.state !== "member" && (
        <s-text>{say("page.not_yet")}</s-text>
      )}
    </s-page>
  );
}

/** @param {{member: Member}} props */
function Balance({ member }) {
  const say = shopify.i18n.translate;
  return (
    <s-section heading={member.balance.text}>
      <s-stack gap="small">
        {member.tier && <s-badge>{member.tier.name}</s-badge>}
        {member.worth && (
          <s-text>{say("page.worth", { amount: member.worth.text })}</s-text>
        )}
        {member.pending && (
          <s-text color="subdued">
            {say("page.pending", {
              points: member.pending.text,
              date: member.pending.from_text,
            })}
          </s-text>
        )}
        {member.expiring && (
          <s-text>
            {say("page.expiring", {
              points: member.expiring.text,
              date: member.expiring.on_text,
            })}
          </s-text>
        )}
        {member.progress && (
          <s-stack gap="small-200">
            <s-text>{member.progress.text}</s-text>
            <s-progress
              value={Math.min(member.progress.current, member.progress.target)}
              max={member.progress.target}
              accessibilityLabel={member.progress.value_text}
            ></s-progress>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}

/** @param {{vouchers: Voucher[]}} props */
function Vouchers({ vouchers }) {
  return (
    <s-section heading={shopify.i18n.translate("page.vouchers")}>
      <s-stack gap="base">
        {vouchers.map((one) => (
          <s-stack key={one.id} gap="small-200">
            <s-text type="strong">{one.title}</s-text>
            {one.code && one.state === "ready" && <s-text>{one.code}</s-text>}
            <s-text color="subdued">{one.lapses_text ?? one.state_text}</s-text>
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}

/** @param {{rewards: Reward[], lang: string, onChange: () => unknown}} props */
function Rewards({ rewards, lang, onChange }) {
  const say = shopify.i18n.translate;
  const [busy, setBusy] = useState("");
  const [wrong, setWrong] = useState("");

  /** @param {Reward} reward */
  async function take(reward) {
    setBusy(reward.id);
    const said = await redeem(shopify.sessionToken, reward.id, lang);
    setWrong(said.ok ? "" : (said.text ?? say("page.failed")));
    setBusy("");
    await onChange();
  }

  return (
    <s-section heading={say("page.rewards")}>
      <s-stack gap="base">
        {wrong && <s-banner tone="critical" heading={wrong}></s-banner>}
        {rewards.map((reward) => (
          <s-stack key={reward.id} gap="small-200">
            <s-text type="strong">{reward.title}</s-text>
            <s-text color="subdued">{reward.reason_text ?? reward.cost?.text ?? ""}</s-text>
            {reward.cost && reward.choices.length < 2 && (
              <s-button
                disabled={!reward.available || busy !== ""}
                loading={busy === reward.id}
                onClick={() => void take(reward)}
              >
                {say("page.redeem")}
              </s-button>
            )}
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}
