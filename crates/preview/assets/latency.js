// Made from web/client and web/shared by: npm --prefix web run build
function r(d,e={},...t){let n=document.createElement(d);for(let[i,s]of Object.entries(e))n.setAttribute(i,s);return n.append(...t),n}var p=40;var c=`.latency {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 4px 16px;
  align-items: baseline;
  inline-size: auto;
  max-block-size: none;
  padding: 8px 12px;
  font-variant-numeric: tabular-nums;
}
.latency svg {
  grid-column: 1 / -1;
  grid-row: 2;
  inline-size: 100%;
  block-size: 24px;
}
.latency path {
  fill: none;
  stroke: var(--good);
  stroke-width: 1.5px;
  vector-effect: non-scaling-stroke;
}
.latency a {
  color: inherit;
  font-size: 0.9em;
}
`;var l=24,v=50,h="http://www.w3.org/2000/svg",m=class{constructor(e){this.corner=e;this.sheet.replaceSync(c),this.root().adoptedStyleSheets.push(this.sheet);let t=document.createElementNS(h,"svg");if(t.setAttribute("viewBox",`0 0 ${p-1} ${l}`),t.setAttribute("preserveAspectRatio","none"),t.setAttribute("aria-hidden","true"),t.append(this.path),this.panel.append(this.text,t),location.protocol!=="file:"){let n={href:"_preview/status/",target:"_blank"};this.panel.append(r("a",n,"All figures"))}e.prepend(this.panel)}corner;text=r("span");path=document.createElementNS(h,"path");panel=r("div",{class:"panel latency"});sheet=new CSSStyleSheet;show(e){let t=e.at(-1);if(t===void 0){this.text.textContent="Edit to paint: no update yet";return}let n=[...e].sort((a,o)=>a-o)[e.length>>1]??0;this.text.textContent=`Edit to paint ${t.toFixed(0)} ms, median ${n.toFixed(0)} ms`;let i=Math.max(v,...e),s=p-e.length,u=e.map((a,o)=>{let f=l-a/i*l;return`${o===0?"M":"L"}${s+o} ${f.toFixed(1)}`});this.path.setAttribute("d",u.join(""))}remove(){let e=this.root();e.adoptedStyleSheets=e.adoptedStyleSheets.filter(t=>t!==this.sheet),this.panel.remove()}root(){let e=this.corner.getRootNode();return e instanceof ShadowRoot?e:document}};export{m as LatencyPanel};
