// A memory that may be refused, and the rest taken after three failures in a row.

const REST_MS = 600000;

/** What the browser keeps under a name: null if nothing, or if it keeps nothing. */
export const read = (area, name) => {
  try {
    return JSON.parse(window[area].getItem("lym:" + name));
  } catch {
    return null;
  }
};

/** Keep a value under a name; a browser that refuses is left alone. */
export const write = (area, name, value) => {
  try {
    window[area].setItem("lym:" + name, JSON.stringify(value));
  } catch {
    // Cookies and storage are refused: what is known lasts as long as the page.
  }
};

// Read when it is first asked for: to open a storage takes time that a page needs
// while it loads.
let state;
const rest = () => (state ||= read("sessionStorage", "rest") || [0, 0]);

/** Whether the third failure in a row is less than ten minutes ago. */
export const asleep = () => rest()[1] > Date.now();

/** Count a failure; or, without one, start anew. */
export const count = (failed) => {
  if (!failed && !rest()[0]) return;
  const failures = failed ? rest()[0] + 1 : 0;
  state = [failures, failures > 2 ? Date.now() + REST_MS : 0];
  write("sessionStorage", "rest", state);
};
