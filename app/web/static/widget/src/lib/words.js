// The words of a language, by key, with their blanks filled in.

/** One sentence: the right plural for `n`, every {blank} filled that has a value. */
export const sentence = (entry, values = {}, lang = "en") => {
  const form =
    typeof entry === "object" && entry
      ? (entry[new Intl.PluralRules(lang).select(values.n)] ?? entry.other)
      : entry;
  return (form ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
};

/** Points in smallest units as the house writes them: grouped by the locale, with their unit. */
export const pointsText = (units, { locale, lang, unit }) => {
  const count = units / 10 ** (unit.decimals ?? 0);
  return new Intl.NumberFormat(locale).format(count) + " " + sentence(unit, { n: count }, lang);
};
