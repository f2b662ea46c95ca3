// Asking our server, with the session token of the page. Every question gives up after
// two seconds: a shopper's order page never waits for us.
import { DOOR } from "./address.js";

export const GIVE_UP_MS = 2000;
export const PAUSES_MS = [0, 1500, 3000, 6000];

/**
 * @typedef {{value: number, text: string}} Points
 * @typedef {{text: string, current: number, target: number, value_text: string}} Progress
 * @typedef {{state: "earned" | "waiting" | "guest" | "none", points: Points | null,
 *   text: string | null, pending_text: string | null, balance: Points | null,
 *   progress: Progress | null}} OrderAnswer
 * @typedef {{get: () => Promise<string>}} Tokens
 */

/**
 * The number at the end of a Shopify id; an id may have a query behind it.
 * @param {string | undefined} gid
 */
export function numberOf(gid) {
  const found = /\/(\d+)(?:\?.*)?$/.exec(gid ?? "");
  return found ? found[1] : null;
}

/**
 * One question to our server.
 * @param {Tokens} tokens
 * @param {string} path
 * @param {string} lang
 * @returns {Promise<any>} the answer, or null where there is none
 */
export async function ask(tokens, path, lang) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
  try {
    const token = await tokens.get();
    const answer = await fetch(`${DOOR}${path}?lang=${encodeURIComponent(lang)}`, {
      headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
      signal: giveUp.signal,
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What an order brought. Straight after a purchase our server may not have heard of it
 * yet, so it is asked again a few times.
 * @param {Tokens} tokens
 * @param {string} orderRef
 * @param {string} lang
 * @param {(ms: number) => Promise<unknown>} [pause]
 * @returns {Promise<OrderAnswer | null>}
 */
export async function earned(tokens, orderRef, lang, pause = rest) {
  let found = null;
  for (const ms of PAUSES_MS) {
    if (ms) await pause(ms);
    found = await ask(tokens, `/orders/${orderRef}`, lang);
    if (found === null || found.state !== "waiting") return found;
  }
  return found;
}

/** @param {number} ms */
function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
