// How the panel looks. Lengths in px, because shops change what a rem is; sides are
// logical, so that a language read from the right needs nothing of its own.

import { css } from "../../vendor/lit-3.3.3.js";

export default css /* css */ `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 0 0 auto!important;inline-size:0!important;block-size:0!important}
*,*::before,*::after{box-sizing:border-box}
dialog{
  --paper:#fff;--ink:#16181d;--soft:#596070;--line:#e3e6eb;--ground:#f6f7f9;--good:#05603a;--good-wash:#e8f6ee;--bad:#a4221a;--bad-wash:#fdeeec;--warm:#7a4a05;--warm-wash:#fdf3df;
  position:fixed;inset:auto;inset-block-end:max(16px,calc(var(--lift) + env(safe-area-inset-bottom)));inset-inline-end:16px;inline-size:384px;block-size:min(640px,calc(100dvh - 32px));max-inline-size:none;max-block-size:none;
  margin:0;padding:0;border:0;border-radius:calc(var(--radius) + 8px);overflow:hidden;background-color:var(--paper);color:var(--ink);
  font:400 15px/1.5 var(--font);letter-spacing:normal;word-spacing:normal;text-transform:none;text-align:start;text-indent:0;white-space:normal;
  box-shadow:0 24px 64px #0f131a40,0 2px 8px #0f131a1f;-webkit-font-smoothing:antialiased;accent-color:var(--tint);color-scheme:light
}
dialog[data-side=left]{inset-inline:16px auto}
dialog.dark{--paper:#17191e;--ink:#f3f4f6;--soft:#abb2bf;--line:#30353e;--ground:#1f2228;--good:#8ad9ae;--good-wash:#12301f;--bad:#ffb4ab;--bad-wash:#3b1a17;--warm:#f5cf8d;--warm-wash:#35280f;color-scheme:dark}
dialog:not([open]){display:none}
dialog[open]{animation:rise .24s cubic-bezier(.2,.8,.3,1)}
dialog::backdrop{background-color:#0f131a59;animation:fade .2s}
.frame{display:flex;flex-direction:column;block-size:100%;container-type:inline-size}
header{position:relative;flex:none;display:flex;align-items:center;gap:4px;min-block-size:56px;padding:6px 8px 6px 8px}
h2,h3,p,ul,ol,fieldset,legend,figure{margin:0;padding:0;border:0}
h2{flex:1;min-inline-size:0;padding-inline-start:12px;font-size:17px;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
.round+h2{padding-inline-start:4px}
h2:focus{outline:none}
h3{font-size:15px;line-height:1.35;font-weight:600;overflow-wrap:anywhere}
.handle{display:none}
.body{flex:1;min-block-size:0;overflow-y:auto;overscroll-behavior:contain;scrollbar-width:thin;padding:4px 20px 24px;display:flex;flex-direction:column;gap:16px;scroll-padding:24px}
.body>*{flex:none}
.body:focus-visible{outline:none}
button,input,select,textarea,a{font:inherit;color:inherit;letter-spacing:inherit}
button{margin:0;border:0;background:none;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:disabled{cursor:default;opacity:.55}
button[aria-busy=true]{cursor:progress;opacity:1}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.icon{inline-size:22px;block-size:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
[dir=rtl] .icon.next,[dir=rtl] .icon.back{transform:scaleX(-1)}
.round{display:grid;place-items:center;flex:none;inline-size:44px;block-size:44px;padding:0;border-radius:50%;color:var(--soft)}
.round:hover{background-color:var(--ground);color:var(--ink)}
.sr{position:absolute;inline-size:1px;block-size:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ribbon{padding:8px 20px;background-color:var(--warm-wash);color:var(--warm);font-size:13px}
.row{display:flex;align-items:center;gap:12px}
.grow{flex:1;min-inline-size:0;overflow-wrap:anywhere}
.stack{display:flex;flex-direction:column;gap:10px}
.stack.tight{gap:8px}
.stack:empty,[role=alert]:empty{display:none}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:10px}
.pair>:only-child{grid-column:1/-1}
.soft{color:var(--soft);font-size:14px}
.strong,b{font-weight:600}
.center{text-align:center}
.eyebrow{font-size:13px;font-weight:600}
form{display:flex;flex-direction:column;gap:14px}
section{display:flex;flex-direction:column;gap:8px}
section>h3{font-size:13px;color:var(--soft)}

.hero{position:relative;display:flex;flex-direction:column;gap:4px;padding:20px;border-radius:calc(var(--radius) + 4px);background-color:var(--accent);background-image:linear-gradient(135deg,transparent 30%,var(--deep));color:var(--on)}
.hero .row{min-block-size:28px}
.balance{font-size:34px;line-height:1.15;font-weight:700;letter-spacing:-.02em;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.promise{font-size:22px;line-height:1.25;font-weight:700;letter-spacing:-.01em;text-wrap:balance;overflow-wrap:anywhere}
.slim .promise{font-size:18px}
.pill{display:inline-block;align-self:flex-start;margin-block-start:8px;padding:3px 12px;border-radius:99px;border:1px solid currentColor;font-size:13px;font-weight:600}
.row .pill{margin:0;align-self:center}
.progress{display:flex;flex-direction:column;gap:8px;margin-block-start:12px}
.progress p{font-size:14px}
.bar{position:relative;block-size:8px;border-radius:99px;overflow:hidden;background-color:var(--wash);box-shadow:inset 0 0 0 1px var(--tint)}
.bar div{block-size:100%;min-inline-size:8px;border-radius:99px;background-color:var(--tint)}
.hero .bar{background-color:transparent;box-shadow:inset 0 0 0 1px var(--on)}
.hero .bar div{background-color:var(--on)}

.button{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-block-size:48px;min-inline-size:44px;padding:10px 18px;border-radius:var(--radius);font-weight:600;line-height:1.25;text-align:center;text-decoration:none;cursor:pointer;overflow-wrap:anywhere}
.button.main{background-color:var(--accent);color:var(--on)}
.button.main:hover{background-color:var(--deep)}
.button.main:disabled{opacity:1}
.button.quiet{background-color:transparent;color:var(--ink);box-shadow:inset 0 0 0 1px var(--soft)}
.button.quiet:hover{background-color:var(--ground)}
.button.small{min-block-size:44px;padding:8px 14px;font-size:14px;background-color:var(--wash);color:var(--tint)}
.button.small:hover{box-shadow:inset 0 0 0 1px var(--tint)}
.button.small.quiet{background-color:transparent;color:var(--ink)}
.button.square{padding:0;inline-size:48px;font-size:20px;flex:none}
.text{min-block-size:44px;min-inline-size:44px;padding:0 8px;margin-inline:-8px;font-size:14px;font-weight:500;color:var(--tint);text-decoration:underline;text-underline-offset:3px}
.text[aria-pressed=true]{color:var(--ink);text-decoration:none;font-weight:600}
a{color:var(--tint)}

.badge{display:grid;place-items:center;flex:none;inline-size:44px;block-size:44px;border-radius:var(--radius);background-color:var(--wash);color:var(--tint);overflow:hidden}
.badge>*{grid-area:1/1}
.badge img{z-index:1;inline-size:100%;block-size:100%;object-fit:cover}
[hidden]{display:none!important}
.badge.off{background-color:var(--ground);color:var(--soft)}
.badge.large{inline-size:64px;block-size:64px;border-radius:50%}
.badge.large .icon{inline-size:30px;block-size:30px}
.plain,.menu,.menu ul{list-style:none}
.menu{margin-inline:-8px}
.lead{display:flex;align-items:center;gap:12px;inline-size:100%;min-block-size:56px;padding:6px 8px;border-radius:var(--radius);text-align:start}
button.lead:hover{background-color:var(--ground)}
.lead>.icon{inline-size:18px;color:var(--soft)}
.menu .badge:not(.large){inline-size:40px;block-size:40px}
.past .lead{padding-inline:0}
.figure{font-weight:600;color:var(--tint);white-space:nowrap}
.menu .figure{display:grid;place-items:center;min-inline-size:26px;block-size:26px;padding-inline:8px;border-radius:99px;background-color:var(--accent);color:var(--on);font-size:13px}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:2px 12px;min-block-size:44px;padding-block:10px;border-block-start:1px solid var(--line)}
.line:first-child{border:0}
.line>.grow{flex-basis:auto}
.line .soft{max-inline-size:100%}
.cards{display:grid;gap:12px}
.box{display:flex;flex-direction:column;gap:12px;padding:14px;border:1px solid var(--line);border-radius:var(--radius)}
.box.row{flex-direction:row}
.box.row:has(.grow>:nth-child(3)){align-items:flex-start}
.box.row p:has(.button){margin-block-start:10px}
.total{font-size:24px;font-weight:700;letter-spacing:-.01em;line-height:1.2}
.locked{display:flex;flex-direction:column;gap:8px}
.locked .icon{inline-size:18px;block-size:18px}
.locked .row{gap:8px}
.state{display:inline-flex;align-items:center;gap:4px;max-inline-size:96px;font-size:13px;line-height:1.3;color:var(--soft);text-align:end}
.state .icon{inline-size:18px}
.good{color:var(--good)}
.notice{display:flex;align-items:center;gap:12px;padding:10px 14px;min-block-size:48px;border-radius:var(--radius);background-color:var(--ground);font-size:14px;line-height:1.4}
.notice>.icon{color:var(--soft)}
.notice .soft{font-size:13px}
.notice.good{background-color:var(--good-wash);color:var(--good)}
.notice.warm{background-color:var(--warm-wash);color:var(--warm)}
.notice.bad{background-color:var(--bad-wash);color:var(--bad)}
.notice.good>.icon,.notice.warm>.icon{color:inherit}
.notice .button.small{background-color:var(--paper);color:var(--ink)}

.news{padding:4px 14px;border-radius:var(--radius);background-color:var(--ground);font-size:14px;line-height:1.4}
.news li{display:flex;align-items:center;gap:12px;min-block-size:52px;padding-block:6px;border-block-start:1px solid var(--line)}
.news li:first-child{border:0}
.news .icon{inline-size:20px;color:var(--soft)}
.news .soft{font-size:13px}
.ask{display:flex;flex-direction:column;align-items:center;gap:8px;padding:8px 8px 0;text-align:center}
.ask h3{font-size:20px;line-height:1.3;font-weight:700;text-wrap:balance}
.ask .badge:not(.large){inline-size:64px;block-size:64px}
.won .badge{animation:pop .5s cubic-bezier(.2,1.6,.4,1)}
.empty{display:flex;flex-direction:column;align-items:center;gap:14px;padding:40px 16px 16px;text-align:center;color:var(--soft);text-wrap:balance}
.conditions ul{padding-inline-start:20px;font-size:14px;color:var(--soft)}
.code{display:flex;gap:8px}
.code .link{font-size:14px;letter-spacing:normal;text-align:start}
.code input{flex:1;min-inline-size:0;font-weight:600;letter-spacing:.04em;text-align:center;background-color:var(--ground);border-style:dashed}

.field{display:flex;flex-direction:column;gap:6px}
label,legend{font-size:14px;font-weight:600}
input,select,textarea{inline-size:100%;min-block-size:48px;margin:0;padding:10px 14px;border:1px solid var(--soft);border-radius:var(--radius);background-color:var(--paper);font-size:16px}
textarea{resize:vertical}
[aria-invalid=true]{border-color:var(--bad)}
legend{margin-block-end:8px}
.choice{display:flex;align-items:center;gap:12px;min-block-size:48px;padding:6px 0;font-weight:400;font-size:15px;cursor:pointer}
.choice input{flex:none;inline-size:24px;block-size:24px;min-block-size:0;margin:0;padding:0}
.scale{display:flex;flex-wrap:wrap;gap:0 8px}
.scale .choice{flex-direction:column;gap:2px;min-inline-size:44px;padding:4px 0;font-size:13px}
.photo{inline-size:88px;block-size:88px;border-radius:var(--radius);object-fit:cover;background-color:var(--ground)}
.slider{display:flex;flex-direction:column;gap:12px;padding:16px;border-radius:var(--radius);background-color:var(--ground)}
.slider .row{gap:8px;flex-wrap:wrap}
.slider .row input{min-inline-size:88px;text-align:center;font-weight:600}
.quote{font-size:18px;font-weight:700;line-height:1.3;min-block-size:24px}
input[type=range]{appearance:none;-webkit-appearance:none;block-size:44px;min-block-size:44px;padding:0;border:0;background:none;cursor:pointer}
input[type=range]::-webkit-slider-runnable-track{block-size:8px;border-radius:4px;background-color:var(--soft)}
input[type=range]::-moz-range-track{block-size:8px;border-radius:4px;background-color:var(--soft)}
input[type=range]::-webkit-slider-thumb{-webkit-appearance:none;inline-size:28px;block-size:28px;margin-block-start:-10px;border-radius:50%;border:4px solid var(--paper);background-color:var(--tint);box-shadow:0 0 0 2px var(--tint)}
input[type=range]::-moz-range-thumb{inline-size:22px;block-size:22px;border-radius:50%;border:4px solid var(--paper);background-color:var(--tint);box-shadow:0 0 0 2px var(--tint)}

.steps{display:grid;grid-template-columns:repeat(3,1fr);gap:8px;list-style:none;text-align:center}
.steps li{display:flex;flex-direction:column;align-items:center;gap:8px;font-size:13px;line-height:1.35;font-weight:500;overflow-wrap:anywhere}
.steps .badge{border-radius:50%;inline-size:48px;block-size:48px}
.gift{background-color:var(--wash);border-color:transparent}
.ladder{list-style:none;display:flex;flex-direction:column;gap:12px}
.ladder li{display:flex;gap:14px;padding:14px;border:1px solid var(--line);border-radius:var(--radius)}
.ladder .now{border-color:var(--tint);box-shadow:inset 0 0 0 1px var(--tint)}
.ticks{list-style:none;margin-block-start:8px;font-size:14px;display:grid;gap:4px}
.ticks li,.ladder .ticks li{display:flex;align-items:flex-start;gap:8px;padding:0;border:0}
.ticks .icon{inline-size:18px;block-size:20px;color:var(--tint)}
.member-card{display:flex;flex-direction:column;gap:12px;padding:20px;border-radius:calc(var(--radius) + 4px);background-color:var(--accent);background-image:linear-gradient(135deg,transparent 30%,var(--deep));color:var(--on)}
.qr{align-self:center;inline-size:min(200px,100%);background-color:#fff;border-radius:12px;overflow:hidden}
.qr svg{display:block;inline-size:100%;fill:#000}
.spoken{font-size:24px;font-weight:700;letter-spacing:.12em;text-align:center;font-variant-numeric:tabular-nums}
.history>li{padding-block:12px 4px;border-block-start:1px solid var(--line)}
.history>li:first-child{border:0;padding-block-start:0}
.plus{color:var(--good)}
.why{padding:10px 14px;margin-block-end:12px;border-radius:var(--radius);background-color:var(--ground);font-size:14px}
.rank{min-inline-size:28px;font-weight:700;color:var(--soft)}
.you{margin-inline:-14px;padding-inline:14px;background-color:var(--wash);border-radius:var(--radius)}
details{border-block-start:1px solid var(--line)}
summary{display:flex;align-items:center;min-block-size:44px;font-size:14px;font-weight:500;color:var(--tint);cursor:pointer}
.wheel{display:grid;place-items:center;align-self:center;inline-size:148px;block-size:148px;border-radius:50%;border:6px solid var(--tint);background-image:repeating-conic-gradient(var(--tint) 0 45deg,var(--wash) 0 90deg)}
.wheel::after{content:"";inline-size:28px;block-size:28px;border-radius:50%;background-color:var(--paper);border:4px solid var(--tint)}
.turning{animation:turn 1.1s cubic-bezier(.3,0,.2,1)}
footer{display:flex;flex-wrap:wrap;align-items:center;gap:0 20px;margin-block-start:auto;padding-block-start:8px;border-block-start:1px solid var(--line);font-size:14px}
footer a{display:inline-flex;align-items:center;min-block-size:44px;min-inline-size:44px;color:var(--soft)}
.langs{display:flex;flex-wrap:wrap;gap:0 20px;inline-size:100%}
.skeleton{display:flex;flex-direction:column;gap:14px}
.skeleton div{block-size:64px;border-radius:var(--radius);background-color:var(--ground);animation:wait 1.4s ease-in-out infinite alternate}
.skeleton div:first-child{block-size:152px}

@container (max-width:340px){
  .box.row,.reward>.row,.notice{flex-wrap:wrap}
  .box.row>.button,.reward>.row>.button,.notice>.button{inline-size:100%}
  .pair{grid-template-columns:1fr}
  .code{flex-direction:column}
  .balance{font-size:28px}
}
@container (min-width:560px){.cards{grid-template-columns:1fr 1fr}}
@media(max-width:480px){
  dialog,dialog[data-side=left]{inset-inline:0;inset-block-end:0;inline-size:100%;block-size:92dvh;border-end-start-radius:0;border-end-end-radius:0}
  header{padding-block-start:14px}
  .handle{display:block;position:absolute;inset-block-start:6px;inset-inline:calc(50% - 20px);block-size:4px;border-radius:2px;background-color:var(--line)}
  .body{padding-block-end:calc(24px + env(safe-area-inset-bottom))}
  dialog[open]{animation-name:sheet}
}
@media(max-height:440px){
  dialog,dialog[data-side=left]{inset-block:0;block-size:100dvh;border-radius:0}
  .frame{display:block;overflow-y:auto}
  .body{overflow:visible}
}
@keyframes rise{from{opacity:0;transform:translateY(16px) scale(.98)}}
@keyframes sheet{from{transform:translateY(40%);opacity:0}}
@keyframes fade{from{opacity:0}}
@keyframes pop{from{transform:scale(.4)}}
@keyframes wait{to{opacity:.45}}
@keyframes turn{to{transform:rotate(1440deg)}}
@media(prefers-reduced-motion:reduce){
  *,*::before,*::after,dialog[open]{animation:none!important;transition:none!important}
  dialog[open],dialog::backdrop{animation:fade .12s!important}
}
@media(forced-colors:active){.button,.box,.notice{border:1px solid}.bar div{background-color:Highlight}}
`;
