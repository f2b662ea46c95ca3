// Keys of what must not happen twice. A key is kept until its answer is known, for
// ten minutes at most, so that another tab or a reload asks for the same thing.

import { read, write } from "./calm.js";

const LIFE_MS = 600000;
const own = {};

/** A random UUID; shops that are not served over https have no crypto.randomUUID. */
export const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

/** The key of an act, the same until `settled`. */
export const keyOf = (act, now = Date.now()) => {
  const all = read("localStorage", "keys") ?? own;
  const [key, made] = all[act] ?? [];
  if (key && now - made < LIFE_MS) return key;
  own[act] = [uuid(), now];
  const young = Object.entries(all).filter(([, [, at]]) => now - at < LIFE_MS);
  write("localStorage", "keys", { ...Object.fromEntries(young), [act]: own[act] });
  return own[act][0];
};

/** Forget the key of an act whose answer is known. */
export const settled = (act) => {
  const all = read("localStorage", "keys") ?? own;
  delete own[act];
  delete all[act];
  write("localStorage", "keys", all);
};
