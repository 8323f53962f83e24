// Made from web/client and web/shared by: npm --prefix web run build
function l(n,e={},...r){let t=document.createElement(n);for(let[o,s]of Object.entries(e))t.setAttribute(o,s);return t.append(...r),t}var u=`/* What the sheets look like; how large they are, and what stands in their margins, is read from the
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
  /* A sheet and its distance from the next one, which is measured. */
  inline-size: calc(var(--width) + var(--gap));
  block-size: calc(var(--height) + var(--gap));
  transform: scale(var(--sheet-scale));
  transform-origin: 0 0;
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
`;function f(n){return b(document,n)[0]??null}function b(n,e){return[...n.querySelectorAll(`head > link[data-preview=${e}]`)]}var h=24,d=16,g=class{page=document.querySelector("main")??document.body;host=l("sopwright-paper",{"data-preview":"","aria-hidden":"true"});sheets=l("div",{class:"layer sheets"});marks=l("div",{class:"layer marks"});margins=new CSSStyleSheet;columns=new CSSStyleSheet;isStacked=CSS.supports("column-wrap","wrap");resized=new ResizeObserver(()=>this.lay());start(){let e=new CSSStyleSheet;e.replaceSync(u);let r=this.host.attachShadow({mode:"open"});r.adoptedStyleSheets=[e,this.margins],r.append(this.sheets,this.marks),document.adoptedStyleSheets.push(this.columns),document.documentElement.append(this.host),this.read(),addEventListener("resize",this.lay),this.resized.observe(this.page)}stop(){this.resized.disconnect(),removeEventListener("resize",this.lay),this.host.remove(),document.adoptedStyleSheets=document.adoptedStyleSheets.filter(r=>r!==this.columns);let e=f("paper");e&&(e.media="print")}read(){let e=f("paper");e&&(e.media="all");let r=w(e?.sheet??void 0);this.margins.replaceSync(z(r)),this.columns.replaceSync(E(r,this.page.localName,this.isStacked)),this.lay()}lay=()=>{let{clientWidth:e}=document.documentElement,{offsetWidth:r,offsetHeight:t}=this.sheets,o=this.isStacked?Math.ceil(this.page.offsetHeight/t):Math.ceil(this.page.scrollWidth/r),s=r-h,i=Math.min(1,(e-2*d)/s),a=Math.max(d,(e-s*i)/2),[c]=this.columns.cssRules;c instanceof CSSStyleRule&&(c.style.setProperty("--sheet-scale",String(i)),c.style.setProperty("--sheet-left",`${Math.floor(a)}px`)),o!==this.sheets.childElementCount&&this.draw(o),$(this.page)};draw(e){let r=Array.from({length:e},(t,o)=>this.isStacked?`--row: ${o}; --column: 0`:`--row: 0; --column: ${o}`);this.sheets.replaceChildren(...r.map((t,o)=>{let s=y(l("div",{class:"sheet"},...k()),t);return s.style.counterSet=`page ${o+1} pages ${e}`,s})),this.marks.replaceChildren(...r.map(t=>y(l("div",{class:"mark"}),t)))}};function $(n){for(let e of n.querySelectorAll("img[loading=lazy]"))e.complete||(e.loading="eager",e.loading="lazy")}function k(){let n=e=>l("div",{class:`corner ${e}`});return[l("div",{class:"head"},n("top-left"),n("top-right")),l("div",{class:"foot"},n("bottom-left"),n("bottom-right"))]}function y(n,e){return n.style.cssText=e,n}function w(n){let r=[...n?.cssRules??[]].filter(a=>a instanceof CSSPageRule).filter(a=>a.selectorText===""),t=a=>r.map(c=>c.style.getPropertyValue(a)).filter(Boolean).at(-1),[o="210mm",s="297mm"]=(t("size")??"").split(" ").filter(Boolean),i=["font-family","direction"].map(a=>`${a}: ${t(a)??""};`);return{width:o,height:s,above:t("margin-top")??"20mm",right:t("margin-right")??"20mm",below:t("margin-bottom")??"20mm",left:t("margin-left")??"20mm",corners:`.sheet { ${i.join(" ")} }
${r.flatMap(x).join(`
`)}`}}function x(n){return[...n.cssRules??[]].map(({name:r,style:t})=>{let o=`.${r.replace("@","")}`,s=t.getPropertyValue("content"),i=s&&`${o}::before { content: ${s} }`;return`${o} { ${t.cssText} } ${i}`})}function z({width:n,height:e,above:r,right:t,below:o,left:s,corners:i}){return`:host {
    --width: ${n}; --height: ${e}; --gap: ${h}px; --edge: ${d}px;
    --above: ${r}; --right: ${t}; --below: ${o}; --left: ${s};
  }
  ${i}`}function E(n,e,r){let{width:t,height:o,above:s,right:i,below:a,left:c}=n,m=`round(up, ${t} - ${c} - ${i}, 1px)`,p=`round(${o} - ${s} - ${a}, 1px)`,v=r?`columns: 1; column-height: ${p}; column-wrap: wrap;
       row-gap: calc(${o} + ${h}px - ${p});`:`columns: ${m} auto; height: ${p} !important;
       column-gap: calc(${t} + ${h}px - ${m});`;return`:root { --sheet-scale: 1; --sheet-left: ${d}px }
  @media screen {
    html { background: #dcdfdd !important }
    body { margin: 0 !important }
    ${e} {
      position: absolute;
      top: calc(${d}px + ${s} * var(--sheet-scale));
      left: calc(var(--sheet-left) + ${c} * var(--sheet-scale));
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
