// Which nudge may be shown now: one a page, three a day, none for seven days after
// it was dismissed, and never over something the shopper has open.

const DAY_MS = 86400000;
const MOST_A_DAY = 3;
const REST_DAYS = 7;

/** The first of the nudges that may be shown. `kept` is {day, shown, rests: {kind: at}}. */
export const choose = (nudges, allowed, kept, now) => {
  const day = Math.floor(now / DAY_MS);
  if (kept?.day === day && kept.shown >= MOST_A_DAY) return null;
  const rested = (kind) => now - (kept?.rests?.[kind] ?? -Infinity) > REST_DAYS * DAY_MS;
  return nudges.find(({ kind }) => allowed.includes(kind) && rested(kind)) ?? null;
};

/** What to keep after a nudge was `shown` or `dismissed`. */
export const after = (kept, kind, action, now) => {
  const day = Math.floor(now / DAY_MS);
  const { rests = {}, shown = 0 } = kept?.day === day ? kept : { rests: kept?.rests };
  if (action === "shown") return { day, shown: shown + 1, rests };
  return { day, shown, rests: { ...rests, [kind]: now } };
};
