// What is said before the words are there, and about a problem that came without any.

/** Until the words are there, and when they cannot be had. */
const FIRST = {
  id: ["Ada kendala. Poinmu tetap aman.", "Coba lagi", "Tutup", "Kamu sedang offline"],
  ms: ["Berlaku masalah. Mata anda tetap selamat.", "Cuba lagi", "Tutup", "Anda di luar talian"],
  en: ["Something went wrong. Your points are safe.", "Try again", "Close", "You're offline"],
};
const FIRST_KEYS = ["error.generic", "error.retry", "nav.close", "error.offline"];
export const SAID = {
  insufficient_points: "error.insufficient",
  sold_out: "error.sold_out",
  not_eligible: "error.not_eligible",
  conflict: "error.conflict",
  programme_paused: "error.paused",
  identity_expired: "error.signin",
  member_blocked: "error.blocked",
  rate_limited: "error.rate",
};

/** One of the few sentences that need no words, or nothing. */
export const firstWord = (key, lang) => (FIRST[lang] ?? FIRST.en)[FIRST_KEYS.indexOf(key)];
