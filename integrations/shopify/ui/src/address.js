// Where our server answers extensions. Filled in before the app is deployed, as in
// shopify.app.toml: an extension can't be told by a shop which server to trust.
export const SERVER = "<PUBLIC_URL>";
export const DOOR = `${SERVER}/storefront/v1/extension`;
