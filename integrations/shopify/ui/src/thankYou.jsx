// The thank-you page, straight after a purchase.
import "@shopify/ui-extensions/preact";
import { render } from "preact";

import { numberOf } from "./asking.js";
import { Earned } from "./Earned.jsx";

export default async () => {
  render(<ThankYou />, document.body);
};

function ThankYou() {
  return (
    <Earned
      tokens={shopify.sessionToken}
      orderRef={numberOf(shopify.orderConfirmation.value.order.id)}
      lang={shopify.localization.language.value.isoCode}
      words={{ loading: shopify.i18n.translate("order.loading") }}
    />
  );
}
