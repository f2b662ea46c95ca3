// How a conversation looks: what the member said on one side, the answers on the other.

export default /* css */ `
.talk{list-style:none;display:flex;flex-direction:column;gap:10px}
.talk li{max-inline-size:88%;padding:10px 14px;border-radius:var(--radius);background-color:var(--ground)}
.talk .member{align-self:flex-end;background-color:var(--wash)}
.talk .words{white-space:pre-line;overflow-wrap:anywhere}
.talk .who{font-size:13px;color:var(--soft)}
.talk .who b{color:var(--ink)}
.about{display:flex;flex-direction:column;gap:2px}
.about h3{overflow-wrap:anywhere}
`;
