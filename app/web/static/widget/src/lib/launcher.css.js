// The look of the button that opens the panel; everything else is in panel.css.js.
// --a accent, --o text on it, --l lift, --r radius, --f font if not the page's own.
export default /* css */ `
:host{all:initial!important;font-family:var(--f,inherit)!important;position:fixed!important;inset-block-end:calc(var(--l) + env(safe-area-inset-bottom))!important;inset-inline-end:16px!important;z-index:2147482000!important}
:host([data-side=left]){inset-inline:16px auto!important}
:host([hidden]){display:none!important}
button{all:unset;box-sizing:border-box;display:flex;align-items:center;justify-content:center;gap:8px;min-block-size:48px;min-inline-size:48px;padding-inline:14px 18px;border-radius:var(--r,0);background-color:var(--a);color:var(--o);font-weight:600;font-size:15px;line-height:1.2;cursor:pointer;box-shadow:0 4px 16px #0004}
.icon{padding:0}
.icon span{display:none}
button:focus-visible{outline:3px solid var(--o);outline-offset:-6px}
svg{inline-size:20px;fill:none;stroke:currentColor;stroke-width:2}
@media print{:host{display:none!important}}
`;
