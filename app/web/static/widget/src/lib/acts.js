// What a shopper can do in the panel. Each act says what went wrong in words and
// leaves the views to show it; none moves points without a key.

import { keyOf, settled } from "./keys.js";

const sleep = (span) => new Promise((done) => setTimeout(done, span));

/** Ask for something under its key until the answer is known. */
export const insist = async (call, act, path, body, pause = sleep) => {
  const options = { method: "POST", body, key: keyOf(act) };
  for (let tries = 0; ; tries += 1)
    try {
      const answer = await call(path, options);
      settled(act);
      return answer;
    } catch (problem) {
      const unknown = problem.code === "offline" || problem.code === "request_in_progress";
      // A refusal is an answer; a lost one is asked for again, under the same key.
      if (!unknown) settled(act);
      if (!unknown || tries > 1) throw problem;
      await pause(800 * (tries + 1));
    }
};

/** Wait for a voucher that the store is still making; null if that takes long. */
export const whenMade = async (call, id, pause = sleep) => {
  for (const span of [700, 1000, 1500, 2000, 3000]) {
    await pause(span);
    const voucher = await call(`/redemptions/${id}`).catch(() => null);
    if (voucher && voucher.state !== "working") return voucher;
  }
  return null;
};

const OWN_HOST = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/;

/** A link if it is https or stays in this shop; else one that leads nowhere. */
export const safeLink = (url, origin = globalThis.location?.origin) => {
  const fine = /^(https:\/\/|\/(?![/\\])|#|\?)/.test(url ?? "") || OWN_HOST.test(url ?? "");
  return fine || (origin && url?.startsWith(`${origin}/`)) ? url : "#";
};

/** A picture's address if it is https; else none. */
export const safeImage = (url) => (/^https:\/\//.test(url ?? "") ? url : null);
