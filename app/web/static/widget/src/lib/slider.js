// How many points a slider may take.

/** The nearest value a slider can hold: on a step from its least, within its ends. */
export const held = (value, { min, max, step }) => {
  const steps = Math.round((value - min) / step);
  const most = Math.floor((max - min) / step);
  return min + Math.max(0, Math.min(most, Number.isFinite(steps) ? steps : 0)) * step;
};
