// The look of a nudge or a celebration. --a accent, --o text on it, --l lift, --f font.
export default /* css */ `
:host{all:initial!important;position:fixed!important;inset-block-end:calc(var(--l) + 60px + env(safe-area-inset-bottom))!important;inset-inline-end:16px!important;z-index:2147482000!important;inline-size:min(340px,calc(100vw - 32px))!important;--p:#fff;--i:#16181d;--s:#596070}
:host([data-side=left]){inset-inline:16px auto!important}
@media(max-width:480px){:host([data-high=up]){inset-block:calc(12px + env(safe-area-inset-top)) auto!important}}
:host([data-scheme=dark]){--p:#1d2026;--i:#f3f4f6;--s:#a9b0bd}
@media(prefers-color-scheme:dark){:host([data-scheme=auto]){--p:#1d2026;--i:#f3f4f6;--s:#a9b0bd}}
div{box-sizing:border-box}
.nudge,.celebration{position:relative;padding:16px;border-radius:16px;background-color:var(--p);color:var(--i);font:400 15px/1.45 var(--f);box-shadow:0 8px 32px #0003,0 0 0 1px #8882;animation:in .3s ease-out}
.celebration{border-block-start:4px solid var(--a)}
.news{all:unset;display:block;min-block-size:22px;padding-inline-end:36px;font-weight:600}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-block-start:12px}
button{all:unset;box-sizing:border-box;min-block-size:44px;min-inline-size:44px;padding-inline:16px;display:inline-flex;align-items:center;justify-content:center;border-radius:10px;font:600 14px/1.2 var(--f);cursor:pointer}
.use{background-color:var(--a);color:var(--o)}
.not{color:var(--s)}
.close{position:absolute;inset-block-start:4px;inset-inline-end:4px;padding:0;color:var(--s)}
button:focus-visible{outline:3px solid var(--i);outline-offset:-3px}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion:reduce){.nudge,.celebration{animation:none}}
@media print{:host{display:none!important}}
`;
