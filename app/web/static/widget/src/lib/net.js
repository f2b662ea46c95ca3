// Calls to the storefront API: two seconds each, and an identity that is renewed once.

import { asleep, count } from "./calm.js";

const WAIT_MS = 2000;

/** A call that failed: `code` of the problem, `text` for the shopper if there is one. */
export const failure = (code, more) => Object.assign(new Error(code), { code }, more);

/** The function that calls: `call(path, {method, body, key})`. */
export const caller = ({ api, language, identity, send }) => {
  const once = async (path, { method = "GET", body, key }, fresh) => {
    if (asleep()) throw failure("offline");
    const headers = {};
    let answer, json;
    try {
      const token = await identity(fresh);
      if (token) headers.Authorization = "Bearer " + token;
      if (body) headers["Content-Type"] = "application/json";
      // A proxy may drop headers; what is in the address arrives.
      const also = (key ? "idempotency_key=" + key + "&" : "") + "lang=" + language();
      answer = await send(api + path + (path.includes("?") ? "&" : "?") + also, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout?.(WAIT_MS),
      });
      json = await answer.json();
    } catch {
      // A lost answer and one that is no JSON are the same to the shopper.
    }
    const lost = !json || answer.status >= 500;
    count(lost);
    if (lost) throw failure("offline", { text: json?.text });
    if (!answer.ok) throw failure(json.code, { ...json, status: answer.status });
    return json;
  };
  return (path, options = {}) =>
    once(path, options).catch((problem) => {
      if (problem.status !== 401) throw problem;
      return once(path, options, true);
    });
};
