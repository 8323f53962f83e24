// Made from web/client and web/shared by: npm --prefix web run build
function l(r,e={},...t){let n=document.createElement(r);for(let[o,s]of Object.entries(e))n.setAttribute(o,s);return n.append(...t),n}var f=`/* What the sheets look like; how large they are, and what stands in their margins, is read from the
   style sheet that the page is printed by. */
@media print {
  :host {
    display: none;
  }
}
.layer {
  position: absolute;
  inset-block-start: var(--edge);
  left: var(--sheet-left);
  /* As wide as a sheet, as high as one and its distance from the next: this is measured. */
  inline-size: var(--width);
  block-size: calc(var(--height) + var(--gap));
  transform: scale(var(--sheet-scale));
  transform-origin: 0 0;
  direction: ltr;
  font: 8pt / 1.35 sans-serif;
  color: #000;
  pointer-events: none;
}
/* So that the desk goes on below the last sheet. */
.sheet:last-child::after {
  content: "";
  position: absolute;
  inset-block-start: 100%;
  block-size: 4rem;
  inline-size: 1px;
}
.sheets {
  z-index: -1;
}
.marks {
  z-index: 1;
}
.sheet,
.mark {
  position: absolute;
  inset-block-start: calc(var(--row) * (var(--height) + var(--gap)));
  left: calc(var(--column) * (var(--width) + var(--gap)));
  box-sizing: border-box;
  inline-size: var(--width);
  block-size: var(--height);
}
.sheet {
  display: flex;
  flex-direction: column;
  justify-content: space-between;
  padding: 0 var(--right) 0 var(--left);
  background: #fff;
  box-shadow:
    0 0 0 1px rgb(0 0 0 / 0.12),
    0 2px 12px rgb(0 0 0 / 0.18);
}
.head,
.foot {
  display: flex;
  overflow: hidden;
}
.head {
  block-size: var(--above);
}
.foot {
  block-size: var(--below);
}
.corner {
  flex: 1 1 auto;
  display: grid;
  min-inline-size: 0;
  box-sizing: border-box;
}
.head > .corner {
  align-content: end;
}
.foot > .corner {
  align-content: start;
}
.mark {
  display: grid;
  place-content: center;
  overflow: clip;
}
.mark::before {
  content: var(--paper-mark);
  rotate: -52deg;
  font: 700 var(--paper-mark-size, 96pt) / 1 var(--sop-font-text, sans-serif);
  white-space: nowrap;
  color: rgb(0 0 0 / 0.09);
}
`;function u(r){return b(document,r)[0]??null}function b(r,e){return[...r.querySelectorAll(`head > link[data-preview=${e}]`)]}var h=24,c=16,g=class{page=document.querySelector("main")??document.body;host=l("sopwright-paper",{"data-preview":"","aria-hidden":"true"});sheets=l("div",{class:"layer sheets"});marks=l("div",{class:"layer marks"});margins=new CSSStyleSheet;columns=new CSSStyleSheet;isStacked=CSS.supports("column-wrap","wrap");resized=new ResizeObserver(()=>this.lay());start(){let e=new CSSStyleSheet;e.replaceSync(f);let t=this.host.attachShadow({mode:"open"});t.adoptedStyleSheets=[e,this.margins],t.append(this.sheets,this.marks),document.adoptedStyleSheets.push(this.columns),document.documentElement.append(this.host),this.read(),addEventListener("resize",this.lay),this.resized.observe(this.page)}stop(){this.resized.disconnect(),removeEventListener("resize",this.lay),this.host.remove(),document.adoptedStyleSheets=document.adoptedStyleSheets.filter(t=>t!==this.columns);let e=u("paper");e&&(e.media="print")}read(){let e=u("paper");e&&(e.media="all");let t=w(e?.sheet??void 0);this.margins.replaceSync(z(t)),this.columns.replaceSync(E(t,this.page.localName,this.isStacked)),this.lay()}lay=()=>{let{clientWidth:e}=document.documentElement,{offsetWidth:t,offsetHeight:n}=this.sheets,o=this.isStacked?Math.ceil(this.page.offsetHeight/n):Math.ceil(this.page.scrollWidth/(t+h)),s=Math.min(1,(e-2*c)/t),i=Math.max(c,(e-t*s)/2),[a]=this.columns.cssRules;a instanceof CSSStyleRule&&(a.style.setProperty("--sheet-scale",String(s)),a.style.setProperty("--sheet-left",`${Math.floor(i)}px`)),o!==this.sheets.childElementCount&&this.draw(o),$(this.page)};draw(e){let t=Array.from({length:e},(n,o)=>this.isStacked?`--row: ${o}; --column: 0`:`--row: 0; --column: ${o}`);this.sheets.replaceChildren(...t.map((n,o)=>{let s=y(l("div",{class:"sheet"},...k()),n);return s.style.counterSet=`page ${o+1} pages ${e}`,s})),this.marks.replaceChildren(...t.map(n=>y(l("div",{class:"mark"}),n)))}};function $(r){for(let e of r.querySelectorAll("img[loading=lazy]"))e.complete||(e.loading="eager",e.loading="lazy")}function k(){let r=e=>l("div",{class:`corner ${e}`});return[l("div",{class:"head"},r("top-left"),r("top-right")),l("div",{class:"foot"},r("bottom-left"),r("bottom-right"))]}function y(r,e){return r.style.cssText=e,r}function w(r){let t=[...r?.cssRules??[]].filter(a=>a instanceof CSSPageRule).filter(a=>a.selectorText===""),n=a=>t.map(d=>d.style.getPropertyValue(a)).filter(Boolean).at(-1),[o="210mm",s="297mm"]=(n("size")??"").split(" ").filter(Boolean),i=["font-family","direction"].map(a=>`${a}: ${n(a)??""};`);return{width:o,height:s,above:n("margin-top")??"20mm",right:n("margin-right")??"20mm",below:n("margin-bottom")??"20mm",left:n("margin-left")??"20mm",corners:`.corner { ${i.join(" ")} }
${t.flatMap(x).join(`
`)}`}}function x(r){return[...r.cssRules??[]].map(({name:t,style:n})=>{let o=`.${t.replace("@","")}`,s=n.getPropertyValue("content"),i=s&&`${o}::before { content: ${s} }`;return`${o} { ${n.cssText} } ${i}`})}function z({width:r,height:e,above:t,right:n,below:o,left:s,corners:i}){return`:host {
    --width: ${r}; --height: ${e}; --gap: ${h}px; --edge: ${c}px;
    --above: ${t}; --right: ${n}; --below: ${o}; --left: ${s};
  }
  ${i}`}function E(r,e,t){let{width:n,height:o,above:s,right:i,below:a,left:d}=r,m=`round(up, ${n} - ${d} - ${i}, 1px)`,p=`round(up, ${o} - ${s} - ${a}, 1px)`,v=t?`columns: 1; column-height: ${p}; column-wrap: wrap;
       row-gap: calc(${o} + ${h}px - ${p});`:`columns: ${m} auto; height: ${p} !important;
       column-gap: calc(${n} + ${h}px - ${m});`;return`:root { --sheet-scale: 1; --sheet-left: ${c}px }
  @media screen {
    html { background: #dcdfdd !important }
    body { margin: 0 !important }
    ${e} {
      position: absolute;
      top: calc(${c}px + ${s} * var(--sheet-scale));
      left: calc(var(--sheet-left) + ${d} * var(--sheet-scale));
      box-sizing: border-box !important;
      width: ${m} !important;
      max-width: none !important;
      margin: 0 !important;
      column-fill: auto;
      ${v}
      transform: scale(var(--sheet-scale));
      transform-origin: 0 0;
    }
  }
  @media screen and (prefers-color-scheme: dark) {
    html { background: #1b1f1e !important }
  }`}export{g as Paper};
