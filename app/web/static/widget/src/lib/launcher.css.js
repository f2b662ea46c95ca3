// The look of the button that opens the panel; everything else is in panel.css.js.
// --a accent, --o text on it, --l lift, --r radius, --f font.
export default /* css */ `
:host{all:initial!important;position:fixed!important;inset-block-end:calc(var(--l) + env(safe-area-inset-bottom))!important;inset-inline-end:16px!important;z-index:2147482000!important}
:host([data-side=left]){inset-inline:16px auto!important}
:host([hidden]){display:none!important}
button{all:unset;box-sizing:border-box;display:flex;align-items:center;justify-content:center;gap:8px;min-block-size:48px;min-inline-size:48px;padding-inline:14px 18px;border-radius:var(--r);background-color:var(--a);color:var(--o);font:600 15px/1.2 var(--f);cursor:pointer;box-shadow:0 4px 16px #0004}
.icon{padding:0}
.icon span{display:none}
button:focus-visible{outline:3px solid var(--o);outline-offset:-6px}
svg{inline-size:20px;fill:none;stroke:currentColor;stroke-width:2}
@media print{:host{display:none!important}}
`;
