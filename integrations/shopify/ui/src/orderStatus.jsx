// An order in the customer's account.
import "@shopify/ui-extensions/preact";
import { render } from "preact";

import { numberOf } from "./asking.js";
import { Earned } from "./Earned.jsx";

export default async () => {
  render(<OrderStatus />, document.body);
};

function OrderStatus() {
  return (
    <Earned
      tokens={shopify.sessionToken}
      orderRef={numberOf(shopify.order.value?.id)}
      lang={shopify.localization.language.value.isoCode}
      words={{ loading: shopify.i18n.translate("order.loading") }}
    />
  );
}
