// The words of a language, by key, with their blanks filled in.

/** One sentence: the right plural for `n`, every {blank} filled that has a value. */
export const sentence = (entry, values = {}, lang = "en") => {
  const form = typeof entry === "object" && entry ? (entry[new Intl.PluralRules(lang).select(values.n)] ?? entry.other) : entry;
  return (form ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
};

/** Points as the house writes them: grouped by the locale, with their unit. */
export const pointsText = (count, { locale, lang, unit }) =>
  new Intl.NumberFormat(locale).format(count) + " " + sentence(unit, { n: count }, lang);
