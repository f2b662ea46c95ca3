var r=(a,l,{html:t,nothing:c,ui:i})=>{let{data:o,receipts:e=[]}=l;return t`
<div class="cards">${o.map(s=>t`<article class="box"><div class="row">${i.badge("causes")}<div class="grow"><h3>${s.title}</h3><p class="soft">${s.text}</p></div></div>
        ${s.total_text?t`<p class="strong">${s.total_text}</p>`:c}</article>`)}</div><button class="button main" @click=${()=>a.go("redeem")}>${a.t("cause.give")}</button>
    ${e.length?t`<section><h3>${a.t("cause.receipts")}</h3><ul class="plain">${e.map(s=>t`<li class="line"><span class="grow"><b>${s.title}</b><br /><span class="soft">${s.at_text}</span></span><b>${s.amount.text}</b></li>`)}</ul></section>`:c}
  `};export{r as causes};
