var l=(e,s,{html:r,nothing:t,ui:{badge:c,bar:i,icon:p}})=>r`
<div class="hero slim"><p class="eyebrow">${e.t("tier.now")}</p><p class="promise">${s.text}</p>
    ${s.progress?r`<div class="progress">${i(s.progress.current,s.progress.target,s.progress.value_text,s.progress.text)}<p>${s.progress.text}</p></div>`:t}
</div><ol class="ladder">${s.data.map(a=>r`<li class=${a.id===s.current?"now":a.reached?"reached":""} aria-current=${a.id===s.current?"true":t}>
      ${c(a.reached?"check":"lock",a.reached?"":"off")}
<div class="grow"><h3>${a.name}${a.reached?r`<span class="sr"> (${e.t("tier.reached")})</span>`:t}</h3><p class="soft">${a.requirement_text}</p>
        ${a.perks.length?r`<ul class="ticks" aria-label=${e.t("tier.perks",{tier:a.name})}>${a.perks.map($=>r`<li>${p("check")}${$}</li>`)}</ul>`:t}
</div></li>`)}</ol>
`,n=(e,s,{html:r,nothing:t,ui:{badge:c,codeField:i}})=>r`
<div class="ask">${c("refer","large")}<h3>${s.title}</h3><p class="soft">${s.text}</p></div>
  ${i(e,s.url,e.t("nav.refer"),e.t("refer.copy"),"refer.copied","link")}
<div class="pair">
    ${navigator.share?r`<button class="button quiet" @click=${()=>navigator.share({text:s.message,url:s.url}).catch(()=>{})}>${e.t("refer.share")}</button>`:t}
<a class="button main" href=${`https://wa.me/?text=${encodeURIComponent(s.message)}`} target="_blank" rel="noopener">${e.t("refer.whatsapp")}<span class="sr"> (${e.t("a11y.new_tab")})</span></a></div>
  ${s.friends.length?r`<section><h3>${s.count_text||e.t("refer.friends")}</h3><ul class="plain">${s.friends.map(p=>r`<li class="line"><span class="grow strong" dir="auto">${p.name}</span><span class="soft">${p.state_text}</span></li>`)}</ul></section>`:t}
`,o=(e,s,{html:r,nothing:t,ui:c})=>r`<div class="member-card"><p class="row"><b class="grow" dir="auto">${s.name}</b>${s.tier?r`<span class="pill"><span aria-hidden="true">${s.tier.mark} </span>${s.tier.name}</span>`:t}</p>
    ${c.qr(s.qr_svg_path,s.size,e.t("card.title",{code:s.spoken}))}
<p class="spoken" dir="ltr">${s.spoken}</p><p class="center">${s.balance.text}</p></div><p class="soft center">${e.t("card.show")}</p>`;export{o as card,n as refer,l as tiers};
