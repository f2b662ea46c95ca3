// The look of the button that opens the panel; everything else is in panel.css.js.
// What is a border is seen where a reader forces colours of their own.
const FONTS = { system: "system-ui", serif: "Georgia,serif", rounded: "ui-rounded,system-ui" };

// Without a font of its own it has the page's, inherited.
export default ({ accent, font, lift, on_accent, radius }) => /* css */ `
:host{all:initial!important;font-family:${FONTS[font] || "inherit"}!important;position:fixed!important;inset-block-end:calc(${+lift}px + env(safe-area-inset-bottom))!important;inset-inline-end:16px!important;z-index:2147482000!important}
:host([data-side=left]){inset-inline:16px auto!important}
:host([hidden]){display:none!important}
button{all:unset;box-sizing:border-box;border:1px solid #0000;display:flex;align-items:center;justify-content:center;gap:8px;min-block-size:48px;min-inline-size:48px;padding-inline:14px 18px;border-radius:${radius && "24px"};background-color:${accent};color:${on_accent};font-weight:700;font-size:15px;line-height:1.2;cursor:pointer;box-shadow:0 4px 16px #0004}
.icon{padding:0}
.icon span{display:none}
button:focus-visible{outline:3px solid;outline-offset:-6px}
button::before{content:"";inline-size:20px;border-block-start:20px solid;clip-path:path("M1 6h8v4H1zM11 6h8v4h-8zM2 12h7v8H2zM11 12h7v8h-7zM10 5C2 6 4-3 10 3 16-3 18 6 10 5z")}
@media print{:host{display:none!important}}
`;
