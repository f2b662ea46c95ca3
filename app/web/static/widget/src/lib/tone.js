// Shades that can be read: WCAG contrast, and the nearest shade that reaches it.

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

const linear = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);

const luminance = (colour) => {
  const [red, green, blue] = channels(colour).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast of two colours written #rrggbb, from 1 to 21. */
export const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** One colour with a share of another. */
export const mixed = (colour, other, share) => {
  const into = channels(other);
  const parts = channels(colour).map((value, at) => Math.round(value + (into[at] - value) * share));
  return "#" + parts.map((value) => value.toString(16).padStart(2, "0")).join("");
};

/** The shade of a colour nearest to it that reads on a ground: 4.5 to 1 or better. */
export const readable = (colour, ground, least = 4.5) => {
  const far = luminance(ground) > 0.18 ? "#000000" : "#ffffff";
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mixed(colour, far, share);
    if (contrast(shade, ground) >= least) return shade;
  }
  return far;
};
