// Exchanging points from the account page. One key for one wish: a lost answer is asked
// for again under the same key, and never paid twice.
import { DOOR } from "./address.js";

const TRIES = 3;
const GIVE_UP_MS = 8000;

/**
 * @param {import("./asking.js").Tokens} tokens
 * @param {string} rewardId
 * @param {string} lang
 * @param {() => string} [newKey]
 * @returns {Promise<{ok: boolean, text: string | null}>}
 */
export async function redeem(tokens, rewardId, lang, newKey = () => crypto.randomUUID()) {
  const key = newKey();
  for (let tried = 0; tried < TRIES; tried += 1) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
    try {
      const token = await tokens.get();
      const answer = await fetch(`${DOOR}/redemptions?lang=${encodeURIComponent(lang)}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${token}`,
          "Content-Type": "application/json",
          "Idempotency-Key": key,
        },
        body: JSON.stringify({ reward_id: rewardId }),
        signal: giveUp.signal,
      });
      const said = await answer.json();
      if (answer.ok || answer.status < 500) {
        return { ok: answer.ok, text: answer.ok ? null : (said.text ?? null) };
      }
    } catch {
      // No answer: the same key is asked again.
    } finally {
      clearTimeout(timer);
    }
  }
  return { ok: false, text: null };
}
