// The merchant's few tokens, and every shade that follows from them.

import { contrast, mixed, readable } from "./tone.js";

const FONTS = {
  system: "system-ui, sans-serif",
  serif: "Georgia, serif",
  rounded: "ui-rounded, system-ui, sans-serif",
};
const GROUNDS = { light: "#ffffff", dark: "#17191e" };

/** The panel's custom properties. `inherited` is the font of the shop's page. */
export const tokensOf = (look, dark, inherited) => {
  const ground = GROUNDS[dark ? "dark" : "light"];
  const away =
    contrast(look.on_accent, "#000000") > contrast(look.on_accent, "#ffffff") ? "#000000" : "#ffffff";
  const wash = mixed(ground, look.accent, dark ? 0.2 : 0.1);
  return {
    accent: look.accent,
    on: look.on_accent,
    deep: mixed(look.accent, away, 0.28),
    tint: readable(look.accent, wash),
    wash,
    radius: `${+look.radius}px`,
    lift: `${+look.lift}px`,
    font: `var(--lym-font, ${FONTS[look.font] ?? inherited})`,
  };
};
