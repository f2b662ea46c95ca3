// Runs the plugin's script for the cart blocks against copies of what it asks for.
import { readFileSync } from "node:fs";

const heard = {};
const said = [];
const asked = [];
let mounted = null;
globalThis.window = globalThis;
globalThis.CustomEvent = class {
  constructor(type, { detail }) {
    this.type = type;
    this.detail = detail;
  }
};
globalThis.document = {
  addEventListener: (type, act) => (heard[type] = act),
  dispatchEvent: (event) => said.push([event.type, event.detail]),
};
window.wp = {
  element: { createElement: (kind, props, ...inside) => ({ kind, props, inside: inside.filter((one) => one !== null) }) },
  plugins: { registerPlugin: (name, plugin) => (mounted = { name, ...plugin }) },
};
window.wc = {
  blocksCheckout: {
    ExperimentalOrderMeta: "place",
    extensionCartUpdate: (given) => {
      asked.push(given);
      return given.data.code === "GOOD" ? Promise.resolve({}) : Promise.reject(new Error("Not for this cart."));
    },
  },
  wcSettings: { getSetting: () => ({ open: "Use points" }) },
};
(0, eval)(readFileSync(process.argv[2], "utf8"));

const line = mounted.render().inside[0].kind;
const shown = line({ extensions: { "setia-loyalty": { text: "You’ll earn <b>49</b> points" } } });
const nothing = [line({}), line({ extensions: { "setia-loyalty": { text: "" } } })];
let prevented = 0;
const event = (code) => ({ detail: { code }, preventDefault: () => (prevented += 1) });
heard["setia:apply"](event("GOOD"));
heard["setia:apply"](event("BAD"));
heard["setia:apply"](event(""));
await new Promise((done) => setTimeout(done));
console.log(JSON.stringify({ name: mounted.name, scope: mounted.scope, shown, nothing, asked, said, prevented }));
