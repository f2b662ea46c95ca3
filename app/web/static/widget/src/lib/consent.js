// Whether the shopper agreed that a shop remembers things for them. Shops without
// a consent tool have nothing to ask; what is kept then ends with the tab.

const shopify = () => window.Shopify?.customerPrivacy;

const ready = () =>
  new Promise((done) => {
    const load = !shopify() && window.Shopify?.loadFeatures;
    if (load) load([{ name: "consent-tracking-api", version: "0.1" }], done);
    else done();
  });

const given = () => {
  const ask = shopify()?.marketingAllowed;
  if (ask) return ask.call(shopify());
  return window.wp_has_consent ? window.wp_has_consent("marketing") : true;
};

/** Do something as soon as it is allowed: now, later, or never. */
export const whenAllowed = async (act) => {
  let done = false;
  const look = () => {
    if (!done && given()) {
      done = true;
      act();
    }
  };
  await ready();
  look();
  for (const name of ["visitorConsentCollected", "wp_listen_for_consent_change"])
    document.addEventListener(name, look);
};
