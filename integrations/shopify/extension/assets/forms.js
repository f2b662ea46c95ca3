var m=t=>{let i=new Intl.DateTimeFormat(t,{month:"long",timeZone:"UTC"});return Array.from({length:12},(e,a)=>i.format(new Date(Date.UTC(2e3,a,15))))},u=(t,i)=>i>0&&i<=new Date(2e3,t,0).getDate(),$=(t,i,{html:e,ui:{alertOf:a,badge:n,labelled:o}})=>{if(t.done)return e`<div class="ask">${n("birthday","large")}<h3>${t.t("birthday.saved")}</h3></div>`;if(t.member.birthday?.known)return e`<div class="ask">${n("birthday","large")}<h3>${t.t("error.birthday")}</h3></div>`;let r=d=>d.map((s,l)=>e`<option value=${l+1}>${s}</option>`),c=Array.from({length:31},(d,s)=>String(s+1));return e`<form novalidate @submit=${t.form(({month:d,day:s})=>t.saveBirthday(+d,+s))}><div class="ask">${n("birthday","large")}<h3>${t.t("earn.birthday_ask")}</h3><p class="soft">${t.t("earn.birthday_note")}</p></div><div class="pair">
      ${o("day",t.t("birthday.day"),e`<select id="day" name="day" autocomplete="bday-day">${r(c)}</select>`)}
      ${o("month",t.t("birthday.month"),e`<select id="month" name="month" autocomplete="bday-month">${r(m(t.boot.locale))}</select>`)}
</div>
    ${a(t)}
<button class="button main" ?disabled=${t.busy}>${t.t("birthday.save")}</button></form>`},h=(t,i,{html:e,ui:{alertOf:a,badge:n,labelled:o}})=>t.done?e`<div class="ask">${n("claims","large")}<h3>${t.done.text}</h3></div>`:e`<form novalidate @submit=${t.form(r=>t.claim(r))}><div class="ask">${n("claims","large")}<h3>${t.t("claim.title")}</h3></div>
    ${o("number",t.t("claim.number"),e`<input id="number" name="order_number" required aria-required="true" autocomplete="off" maxlength="64" />`)}
    ${o("note",t.t("claim.note"),e`<textarea id="note" name="note" rows="3" maxlength="500"></textarea>`)}
    ${a(t)}
<button class="button main" ?disabled=${t.busy}>${t.t("claim.send")}</button></form>`,y=(t,i,{html:e,nothing:a,ui:{alertOf:n,notice:o}})=>e`
  ${t.member.consents?.length?e`<fieldset><legend>${t.t("consent.title")}</legend>${t.member.consents.map(r=>e`<label class="choice"><input type="checkbox" .checked=${r.granted} ?disabled=${t.busy} @change=${c=>t.consent(r.channel,c.target.checked)} /><span>${r.text}</span></label>`)}</fieldset>`:a}
  ${n(t)}
  ${t.member.birthday?.ask&&t.has("birthday")?o(t.t("nudge.birthday"),{name:"birthday",more:e`<button class="button small" @click=${()=>t.go("birthday")}>${t.t("earn.go")}</button>`}):a}
  ${t.has("claims")?e`<button class="button quiet" @click=${()=>t.go("claims")}>${t.t("claim.title")}</button>`:a}
  ${t.languages()}
`;export{$ as birthday,h as claims,u as isDay,y as profile};
