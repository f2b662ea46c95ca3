// Where a link leads inside the panel.

/** The view that `#rewards/…` or `?loyalty=…` asks for, or null. */
export const asked = ({ hash, search }) => {
  const found = /^#rewards(?:\/(.*))?$/.exec(hash);
  if (found) return decodeURIComponent(found[1] || "home");
  return new URLSearchParams(search).get("loyalty");
};

/** An address of the widget's other file, beside the one that is known. */
export const sibling = (url, name, hashes) =>
  url.replace(/[\w-]+(\.[0-9a-f]{12})?\.js/, (_, hash) => name + (hash ? "." + hashes[name] : "") + ".js");
