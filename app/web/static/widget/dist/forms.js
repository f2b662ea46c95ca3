var l=t=>{let a=new Intl.DateTimeFormat(t,{month:"long",timeZone:"UTC"});return Array.from({length:12},(e,n)=>a.format(new Date(Date.UTC(2e3,n,15))))},h=(t,a)=>a>0&&a<=new Date(2e3,t,0).getDate(),y=async(t,a,e)=>{h(a,e)?t.done=await t.send("/birthday",{month:a,day:e},{method:"PUT"}):t.problem={text:t.t("birthday.wrong")}},m=(t,a,{html:e,ui:{alertOf:n,badge:o,labelled:i}})=>{if(t.done)return e`<div class="ask">${o("birthday","large")}<h3>${t.t("birthday.saved")}</h3></div>`;if(t.member.birthday?.known)return e`<div class="ask">${o("birthday","large")}<h3>${t.t("error.birthday")}</h3></div>`;let s=d=>d.map((r,b)=>e`<option value=${b+1}>${r}</option>`),c=Array.from({length:31},(d,r)=>String(r+1));return e`<form novalidate @submit=${t.form(({month:d,day:r})=>y(t,+d,+r))}><div class="ask">${o("birthday","large")}<h3>${t.t("earn.birthday_ask")}</h3><p class="soft">${t.t("earn.birthday_note")}</p></div><div class="pair">
      ${i("day",t.t("birthday.day"),e`<select id="day" name="day" autocomplete="bday-day">${s(c)}</select>`)}
      ${i("month",t.t("birthday.month"),e`<select id="month" name="month" autocomplete="bday-month">${s(l(t.boot.locale))}</select>`)}
</div>
    ${n(t)}
<button class="button main" ?disabled=${t.busy}>${t.t("birthday.save")}</button></form>`},u=(t,a,{html:e,nothing:n,ui:{alertOf:o,notice:i}})=>e`
  ${t.member.consents?.length?e`<fieldset><legend>${t.t("consent.title")}</legend>${t.member.consents.map(s=>e`<label class="choice"><input type="checkbox" .checked=${s.granted} ?disabled=${t.busy} @change=${c=>t.consent(s.channel,c.target.checked)} /><span>${s.text}</span></label>`)}</fieldset>`:n}
  ${o(t)}
  ${t.member.birthday?.ask&&t.has("birthday")?i(t.t("nudge.birthday"),{name:"birthday",more:e`<button class="button small" @click=${()=>t.go("birthday")}>${t.t("earn.go")}</button>`}):n}
  ${t.has("claims")?e`<button class="button quiet" @click=${()=>t.go("claims")}>${t.t("claim.title")}</button>`:n}
  ${t.languages()}
`;export{m as birthday,h as isDay,u as profile};
