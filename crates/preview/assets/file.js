// Made from web/client and web/shared by: npm --prefix web run build
var Y="data-stretch",He="12rem";function ae(){let t=document.querySelector(`[${Y}]`);if(!t)return;let e=new CSSStyleSheet;e.insertRule(`:where([${Y}]) { contain-intrinsic-block-size: auto calc(${t.childElementCount} * ${He}) }`),document.adoptedStyleSheets.push(e)}function g(t){return t instanceof Element&&t.hasAttribute(Y)}function E(t){let e=[];for(let n of t.childNodes)g(n)?e.push(...n.childNodes):e.push(n);return e}function de(t){let{parentNode:e}=t;return g(e)?e.parentNode:e}var $e=new Set(["epoch","revision","digest","scripted","socket-port","state","transport"].map(t=>`data-preview-${t}`));function S(t){return{kind:"root",live:t,children:ce(t)}}function m(t){let{live:e}=t;return e instanceof HTMLTemplateElement?e.content:e}function q(t){if(t.kind==="element")return je(t);let e=t.kind==="text";return{...t,live:e?new Text(t.text):new Comment(t.text)}}function je(t){let e=Be(t);for(let[r,i]of t.attributes)Q(e,r,i);let n={...t,live:e,attributes:new Map(t.attributes),children:t.children.map(q)};return m(n).append(...n.children.map(r=>r.live)),n}function Be({namespace:t,name:e}){return t===document.documentElement.namespaceURI?document.createElement(e):document.createElementNS(t,e)}function G(t){let e=[];for(let n of t.children){let r=e.at(-1);n.kind!=="text"?e.push(n):n.text===""?n.live.remove():r?.kind==="text"?(r.text+=n.text,r.live.appendData(n.live.data),n.live.remove()):e.push(n)}t.children=e}var ze=[[/^xlink:(actuate|arcrole|href|role|show|title|type)$/,"http://www.w3.org/1999/xlink"],[/^xml:(lang|space)$/,"http://www.w3.org/XML/1998/namespace"],[/^xmlns(:xlink)?$/,"http://www.w3.org/2000/xmlns/"]];function Q(t,e,n){let i=(t instanceof HTMLElement?[]:ze).find(([o])=>o.test(e))?.[1];try{i?t.setAttributeNS(i,e,n):t.setAttribute(e,n)}catch{}}function ce(t){let e=[];for(let n of E(t)){let r=Ve(n);r&&e.push(r)}return e}function Ve(t){return t instanceof Text?{kind:"text",text:t.data,live:t}:t instanceof Comment?{kind:"comment",text:t.data,live:t}:t instanceof Element?We(t):void 0}function We(t){if(t.hasAttribute("data-preview"))return;let e=new Map;for(let{name:r,value:i}of t.attributes)(t!==t.ownerDocument.documentElement||!$e.has(r))&&e.set(r,i);let n={kind:"element",namespace:t.namespaceURI??"",name:t.localName,attributes:e,live:t,children:[]};return n.children=ce(m(n)),G(n),n}function N(t,e,n){let r=T(document,t),i=r.at(-1);if(e===void 0){for(let a of r)a.remove();return}let o=new URL(e,location.href).href;if(i?.href===o)return;let s=document.createElement("link");s.setAttribute("data-preview",t),s.rel="stylesheet",t==="paper"&&(s.media=i?.media??"print"),s.href=o,s.onload=()=>{for(let a of T(document,t)){if(a===s)break;a.remove()}n?.()},s.onerror=()=>s.remove(),i?i.after(s):t==="theme"?document.head.insertBefore(s,M("paper")):document.head.append(s)}function M(t){return T(document,t)[0]??null}function le(t){let e=n=>T(t,n)[0]?.getAttribute("href")??void 0;return{theme:e("theme"),paper:e("paper")}}function T(t,e){return[...t.querySelectorAll(`head > link[data-preview=${e}]`)]}function P(t){let{previewEpoch:e,previewRevision:n,previewDigest:r}=t.documentElement.dataset;if(!(!e||!n||!r))return{epoch:e,revision:Number(n),digest:r}}function L(t){let e=Je(t),n=P(e);if(!n)throw new Error("this is no page of a preview");return{version:n,tree:S(e),styles:le(e)}}var X="data-preview-noscript";function Je(t){let e=t.replace(/<noscript(?=[\s/>])/gi,`<noframes ${X}`).replace(/<\/noscript(?=[\s/>])/gi,"</noframes"),n=new DOMParser().parseFromString(e,"text/html");for(let r of n.querySelectorAll(`noframes[${X}]`)){let i=n.createElement("noscript");r.removeAttribute(X);for(let{name:o,value:s}of r.attributes)i.setAttribute(o,s);i.textContent=r.textContent,r.replaceWith(i)}return n}var Ke=200;function he(t){let e=L(t).tree;return document.documentElement.normalize(),{...e,live:document,children:ue(e,document)}}function ue(t,e){let n=E(e).filter(Ye),r=Ge(t.children,n);return t.children.map((i,o)=>{let s=n[r[o]??-1];return s?qe(i,s):fe(i)})}function Ye(t){return(t instanceof Element||t instanceof Text||t instanceof Comment)&&!(t instanceof Element&&t.hasAttribute("data-preview"))}function qe(t,e){if(t.kind!=="element")return{...t,live:e};let n={...t,live:e};return n.children=ue(t,m(n)),n}function fe(t){if(t.kind!=="element")return{...t,live:document.importNode(t.live)};let e={...t,live:document.importNode(t.live)};return e.children=t.children.map(fe),m(e).append(...e.children.map(n=>n.live)),e}function Ge(t,e){let n=[],r=0;for(let s of t){let a=pe(e,r,e.length,d=>s.live.isEqualNode(d));n.push(a),a!==void 0&&(r=a+1)}let i=[],o=e.length;for(let s=t.length-1;s>=0;s--)o=n[s]??o,i[s]=o;return r=0,t.forEach((s,a)=>{n[a]??=pe(e,r,i[a]??0,d=>Qe(s,d)),r=(n[a]??r-1)+1}),n}function pe(t,e,n,r){let i=Math.min(n,e+Ke);for(let o=e;o<i;o++){let s=t[o];if(s&&r(s))return o}}function Qe(t,e){if(t.live.nodeType!==e.nodeType||t.live.nodeName!==e.nodeName)return!1;let n=t.kind==="element"?t.attributes.get("id"):void 0;return n===void 0||e instanceof Element&&e.id===n}function A(t,e){let n=Math.min(t.length,e.length),r=0;for(;r<n&&t[r]===e[r];)r++;let i=0;for(;i<n-r&&t.at(-1-i)===e.at(-1-i);)i++;return{offset:r,remove:t.length-i-r,insert:e.slice(r,e.length-i)}}function me(t,e){let n=[];return ve(t,e,[],n),n}function ve(t,e,n,r){let i=et(t,e);e.forEach((a,d)=>{let c=i[d],p=c===void 0?void 0:t[c];p&&c!==void 0&&Xe(p,a,[...n,c],r)});let o=new Set(i);t.forEach((a,d)=>{o.has(d)||r.push({op:"remove",at:n,index:d,count:1})});let s=nt(i);e.forEach((a,d)=>{let c=i[d];if(c!==void 0&&s.has(c))return;let p=i.slice(d).find(f=>f!==void 0&&s.has(f));r.push(c===void 0?{op:"insert",at:n,before:p,nodes:[a]}:{op:"move",at:n,index:c,count:1,before:p})})}function Xe(t,e,n,r){t.kind==="element"&&e.kind==="element"?(Ze(t,e,n,r),ve(t.children,e.children,n,r)):t.kind!=="element"&&e.kind!=="element"&&t.text!==e.text&&r.push({op:"splice",at:n,...A(t.text,e.text)})}function Ze(t,e,n,r){for(let i of t.attributes.keys())e.attributes.has(i)||r.push({op:"unset",at:n,name:i});for(let[i,o]of e.attributes)t.attributes.get(i)!==o&&r.push({op:"set",at:n,name:i,value:o})}function et(t,e){let n=e.map(()=>{}),r=new Set,i=(d,c)=>{n[c]=d,r.add(d)},o=Math.min(t.length,e.length),s=0;for(;s<o&&Z(t[s],e[s]);)i(s,s++);for(let d=1;d<=o-s&&Z(t.at(-d),e.at(-d));d++)i(t.length-d,e.length-d);let a=new Map;return t.forEach((d,c)=>{let p=O(d);p&&!r.has(c)&&!a.has(p)&&a.set(p,c)}),e.forEach((d,c)=>{let p=a.get(O(d)??"");n[c]!==void 0||p===void 0||r.has(p)||ee(t[p],d)&&i(p,c)}),tt(t,e,n,r,i),n}function tt(t,e,n,r,i){let o=[(s,a)=>!O(s)&&!O(a),()=>!0];for(let s of o){let a=0;e.forEach((d,c)=>{let p=n[c];if(p!==void 0){a=p+1;return}for(let f=a;f<t.length&&!r.has(f);f++)if(ee(t[f],d)&&s(t[f],d)){i(f,c),a=f+1;return}})}}function O(t){if(t?.kind==="element")return t.attributes.get("data-key")||t.attributes.get("id")}function ee(t,e){return t?.kind!=="element"||e.kind!=="element"?t?.kind===e.kind:t.name===e.name&&t.namespace===e.namespace}function Z(t,e){return!t||!e||!ee(t,e)?!1:t.kind!=="element"||e.kind!=="element"?"text"in t&&"text"in e&&t.text===e.text:t.attributes.size===e.attributes.size&&[...t.attributes].every(([n,r])=>e.attributes.get(n)===r)&&t.children.length===e.children.length&&t.children.every((n,r)=>Z(n,e.children[r]))}function nt(t){let e=[],n=new Map;for(let i of t){if(i===void 0)continue;let o=e.findIndex(s=>s>i);o<0&&(o=e.length),n.set(i,e[o-1]),e[o]=i}let r=new Set;for(let i=e.at(-1);i!==void 0;i=n.get(i))r.add(i);return r}var rt=0,te=new Map;function ne(t,e){te.set(t,e)}function v(t){if(te.has(t))return Promise.resolve(te.get(t));let e=new URL(`${t}.js`,import.meta.url);return e.search=new URL(import.meta.url).search,e.hash=String(rt++),import(e.href)}var R=class{constructor(e,n,r){this.transport=e;this.ping=n;this.user=r}transport;ping;user;link;isOpen=!1;attempts=0;timer;isAsked=!1;start(){document.addEventListener("visibilitychange",this.look),addEventListener("online",this.look),addEventListener("offline",this.look),this.connect()}stop(){document.removeEventListener("visibilitychange",this.look),removeEventListener("online",this.look),removeEventListener("offline",this.look),this.release()}send(e){this.isOpen&&this.link?.send(e)}confirm(){this.attempts=0}retry(){this.release(),this.wait()}hurry(){this.link||this.connect()}use(e){this.transport=e,this.attempts=0,this.connect()}connect(){this.release(),this.user.connecting(),this.schedule(5e3,()=>this.retry());let e=this.transport({opened:()=>{this.link===e&&(this.isOpen=!0,this.schedule(5e3,()=>this.retry()),this.user.opened())},received:n=>{this.link===e&&(this.listen(),this.user.received(n))},closed:()=>{this.link===e&&this.retry()}});this.link=e}wait(){if(document.hidden){this.user.waiting(void 0);return}let e=Math.min(1e4,250*2**this.attempts),n=Math.random()*e;this.attempts++,this.schedule(n,()=>this.connect()),this.user.waiting(n),this.user.failed(this.attempts)}listen(){this.isAsked=!1,this.schedule(15e3,()=>this.ask())}ask(){!this.isOpen||document.hidden||this.isAsked||(this.isAsked=!0,this.user.asked?.(),this.send(this.ping),this.schedule(2e3,()=>this.retry()))}look=()=>{this.isOpen?this.ask():document.hidden?this.link||this.pause():this.connect()};pause(){clearTimeout(this.timer),this.user.waiting(void 0)}release(){clearTimeout(this.timer);let{link:e}=this;this.link=void 0,this.isOpen=this.isAsked=!1,e?.close()}schedule(e,n){clearTimeout(this.timer),this.timer=setTimeout(n,e)}};var y=class extends Error{};function re(t){return JSON.stringify(t)}function ye(t){let e=k(at(t));switch(e.type){case"patch":return{type:"patch",base:h(e.base),revision:h(e.revision),digest:u(e.digest),shape:h(e.shape),edited:b(e.edited,h),ops:C(e.ops).map(it)};case"joined":case"snapshot":return{type:e.type,epoch:u(e.epoch),revision:h(e.revision)};case"theme":case"paper":return{type:e.type,href:u(e.href)};case"diagnostics":return{type:"diagnostics",items:C(e.items).map(st)};case"pong":return{type:"pong",now:b(e.now,h)};case"goodbye":return{type:"goodbye"};default:return}}function it(t){let e=k(t),n=C(e.at).map(h);switch(e.op){case"text":return{op:"text",at:n,text:u(e.text)};case"splice":return{op:"splice",at:n,offset:h(e.offset),remove:h(e.remove),insert:u(e.insert)};case"set":return{op:"set",at:n,name:u(e.name),value:u(e.value)};case"unset":return{op:"unset",at:n,name:u(e.name)};case"insert":return{op:"insert",at:n,before:b(e.before,h),nodes:C(e.nodes).map(ge)};case"remove":return{op:"remove",at:n,index:h(e.index),count:h(e.count??1)};case"move":return{op:"move",at:n,index:h(e.index),count:h(e.count??1),before:b(e.before,h)};default:throw new y(`the op ${String(e.op)} is not known`)}}var ot=["http://www.w3.org/1999/xhtml","http://www.w3.org/2000/svg","http://www.w3.org/1998/Math/MathML"];function ge(t){if(typeof t=="string")return{kind:"text",text:t};if(!Array.isArray(t))return{kind:"comment",text:u(k(t).comment)};let e=t,n=typeof e[0]=="number",r=ot[n?h(e[0]):0];if(r===void 0)throw new y("the namespace is not known");let[i,...o]=n?e.slice(1):e,s=be(o[0]),a=s?Object.entries(k(o[0])):[];return{kind:"element",namespace:r,name:u(i),attributes:new Map(a.map(([d,c])=>[d,u(c)])),children:(s?o.slice(1):o).map(ge)}}function st(t){let e=k(t),{severity:n}=e;return{severity:n==="error"||n==="warning"?n:"info",message:u(e.message),hint:b(e.hint,u),line:b(e.line,h),column:b(e.column,h)}}function at(t){try{return JSON.parse(t)}catch(e){throw new y("the frame is no JSON",{cause:e})}}function be(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function k(t){if(be(t))return t;throw new y("an object is missing")}function C(t){if(Array.isArray(t))return t;throw new y("a list is missing")}function u(t){if(typeof t=="string")return t;throw new y("a text is missing")}function h(t){if(typeof t=="number"&&Number.isSafeInteger(t)&&t>=0)return t;throw new y("a number is missing")}function b(t,e){return t===void 0?void 0:e(t)}var I=class{constructor(e){this.ask=e}ask;left=0;timer;asked;best;roundtrip;start(e){e&&(this.best=this.roundtrip=void 0),this.compare(1e3)}stop(){clearTimeout(this.timer)}leaves(){this.asked=performance.now()}answered(e,n){let{asked:r}=this;if(r===void 0)return;this.asked=void 0;let i=n-r;this.roundtrip=i;let o=this.best!==void 0&&n-this.best.at>3e5;(!this.best||o||i<=this.best.roundtrip)&&(this.best={roundtrip:i,offset:e-(r+n)/2,at:n}),--this.left>0&&this.ask()}since(e,n){return this.best&&Math.max(0,n+this.best.offset-e)}compare(e){clearTimeout(this.timer),this.timer=setTimeout(()=>this.compare(3e4),e),this.left=4,this.ask()}};var F=class{constructor(e){this.ended=e}ended;field;waiting=[];start(){addEventListener("compositionstart",this.begin,!0),addEventListener("compositionend",this.end,!0)}stop(){removeEventListener("compositionstart",this.begin,!0),removeEventListener("compositionend",this.end,!0),this.field=void 0}get composing(){return this.field?.isConnected?this.field:void 0}over(){return this.composing?new Promise(e=>this.waiting.push(e)):Promise.resolve()}begin=({target:e})=>{e instanceof Element&&(this.field=e)};end=()=>{this.field=void 0,setTimeout(()=>{this.ended();for(let e of this.waiting.splice(0))e()})}};function l(t,e={},...n){let r=document.createElement(t);for(let[i,o]of Object.entries(e))r.setAttribute(i,o);return r.append(...n),r}function w(t,e){return`${t} ${e}${t===1?"":"s"}`}var ie=[["error","error"],["warning","warning"],["info","remark"]],D=class{constructor(e,n){this.corner=e;this.row=n;this.count.addEventListener("click",()=>this.toggle()),this.closer.addEventListener("click",()=>this.close()),this.panel.addEventListener("keydown",({key:r})=>{r==="Escape"&&this.close()})}corner;row;isOpen=!1;isUnwanted=!1;list=l("ol");closer=l("button",{type:"button",class:"close"},"Close");panel=l("section",{id:"findings",class:"panel","aria-labelledby":"findings-title",hidden:""},l("header",{},l("h2",{id:"findings-title"},"In the source"),this.closer),this.list);count=l("button",{type:"button",class:"chip count","aria-controls":"findings","aria-expanded":"false",hidden:""});start(){this.corner.prepend(this.panel),this.row.append(this.count)}stop(){this.panel.remove(),this.count.remove()}show(e){let n=e.some(({severity:r})=>r==="error");this.list.replaceChildren(...e.map(ct)),this.count.textContent=dt(e),this.count.dataset.severity=ie.map(([r])=>r).find(r=>e.some(i=>i.severity===r)),this.count.hidden=e.length===0,e.length===0?this.open(!1):n&&!this.isUnwanted&&this.open(!0)}toggle(){this.isUnwanted=this.isOpen,this.open(!this.isOpen)}close(){this.isUnwanted=!0,this.open(!1),this.count.focus()}open(e){this.isOpen=e,this.panel.hidden=!e,this.count.setAttribute("aria-expanded",String(e))}};function dt(t){return ie.map(([n,r])=>{let i=t.filter(o=>o.severity===n).length;return i>0?w(i,r):""}).filter(Boolean).join(", ")}function ct({severity:t,message:e,hint:n,line:r,column:i}){let o=ie.find(([d])=>d===t)?.[1]??t,s=[r,i].filter(d=>d!==void 0).join(":"),a=s&&l("span",{class:"place"},`line ${s}`);return l("li",{"data-severity":t},l("p",{class:"heading"},l("strong",{},o)," ",a),l("p",{class:"message"},...we(e)),...n?[l("p",{class:"hint"},...we(n))]:[])}function we(t){let e=t.split("`");return e.length%2===0?[t]:e.map((n,r)=>r%2===1?l("code",{},n):n)}var xe="rgb(250 190 20 / 0.26)",lt="rgb(200 130 0)",pt=1600,ke="sopwright-change",_=class{constructor(e){this.row=e}row;unseen=new Map;watcher=new IntersectionObserver(e=>this.look(e));notes={above:this.note("above"),below:this.note("below")};start(){this.row.prepend(this.notes.above,this.notes.below)}stop(){this.watcher.disconnect(),this.unseen.clear();for(let e of Object.values(this.notes))e.remove()}show(e){for(let n of e)this.watcher.unobserve(n),this.watcher.observe(n)}look(e){for(let{target:n,isIntersecting:r,boundingClientRect:i}of e)r||!n.isConnected?(this.watcher.unobserve(n),this.unseen.delete(n),r&&ht(n)):this.unseen.set(n,i.bottom<=0?"above":"below");this.showNotes()}showNotes(){for(let e of["above","below"]){let n=this.at(e).length,r=this.notes[e];r.hidden=n===0,r.textContent=`${e==="above"?"↑":"↓"} ${w(n,"change")} ${e}`}}note(e){let n=l("button",{type:"button",class:"chip note",hidden:""});return n.addEventListener("click",()=>this.leadTo(e)),n}at(e){return[...this.unseen.keys()].filter(n=>this.unseen.get(n)===e)}leadTo(e){let n=o=>Math.abs(o.getBoundingClientRect().top),[r]=this.at(e).sort((o,s)=>n(o)-n(s)),i=Ee()?"instant":"smooth";r?.scrollIntoView({block:"center",behavior:i})}};function ht(t){for(let r of t.getAnimations())r.id===ke&&r.cancel();let e={outline:`2px solid ${lt}`,outlineOffset:"4px"},n=Ee()?[e,e]:[{offset:0,backgroundColor:xe,boxShadow:`0 0 0 0.3em ${xe}`}];t.animate(n,{id:ke,duration:pt,easing:"ease-in"})}function Ee(){return matchMedia("(prefers-reduced-motion: reduce)").matches}function U(t,e){try{e===void 0?localStorage.removeItem(`sopwright-${t}`):localStorage.setItem(`sopwright-${t}`,e)}catch{}}function x(t){try{return localStorage.getItem(`sopwright-${t}`)??void 0}catch{return}}var ut=5e3,ft=2,H=class{constructor(e,n,r){this.connection=e;this.top=n;this.refused=r}connection;top;refused;rungs;isLooking=!1;wasThere=!1;start(){x("rung")&&this.load().then(e=>e?.start())}stop(){this.rungs?.stop()}async failed(e){if(e<ft||this.isLooking)return;this.isLooking=!0;let n=await mt();n===403&&this.refused();let r=n===200;r&&(this.wasThere||this.rungs?.isLower)&&(await this.load())?.descend(),this.wasThere=r,this.isLooking=!1}worked(){this.wasThere=!1}async load(){if(this.rungs)return this.rungs;try{let{Rungs:e}=await v("rungs");this.rungs??=new e(this.connection,this.top)}catch{}return this.rungs}};async function mt(){try{let t=AbortSignal.timeout(ut);return(await fetch(location.href,{method:"HEAD",cache:"no-store",signal:t})).status}catch{return}}function $(t,e){let{altKey:n,ctrlKey:r,metaKey:i,shiftKey:o,target:s}=t,a=s instanceof HTMLElement&&s.matches("input, textarea, [contenteditable]");return t.code===e&&n&&!r&&!i&&!o&&!a}var vt=40,j=class{constructor(e){this.corner=e}corner;times=[];isShown=!1;panel;start(){addEventListener("keydown",this.press),x("latency")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.panel?.remove()}painted(e){this.times.push(e),this.times.length>vt&&this.times.shift(),this.panel?.show(this.times)}press=e=>{$(e,"KeyL")&&(e.preventDefault(),this.turn(),U("latency",this.isShown?"shown":void 0))};async turn(){if(this.isShown=!this.isShown,this.panel?.remove(),this.panel=void 0,!!this.isShown)try{let{LatencyPanel:e}=await v("latency");if(!this.isShown||this.panel)return;this.panel=new e(this.corner),this.panel.show(this.times)}catch(e){console.warn("sopwright: the latency cannot be shown",e)}}};function Se({home:t,next:e},n){let r="moveBefore"in t&&t.isConnected&&n.every(o=>o.isConnected),i=[yt(n),...r?[]:gt(n)];for(let o of n)r?t.moveBefore(o,e):t.insertBefore(o,e);for(let o of i)o()}function yt(t){let e=getSelection(),n=t.some(a=>a.contains(e?.anchorNode??null)||a.contains(e?.focusNode??null));if(!e?.anchorNode||!e.focusNode||!n||xt(Te()))return()=>{};let{anchorNode:r,anchorOffset:i,focusNode:o,focusOffset:s}=e;return()=>e.setBaseAndExtent(r,i,o,s)}function gt(t){return t.flatMap(n=>n instanceof Element?[n,...n.querySelectorAll("*")]:[]).flatMap(n=>[...bt(n),...wt(n),...n===Te()?[()=>n.focus({preventScroll:!0})]:[]])}function bt(t){let{scrollLeft:e,scrollTop:n}=t;return e===0&&n===0?[]:[()=>t.scrollTo({left:e,top:n,behavior:"instant"})]}function wt(t){return!(t instanceof HTMLMediaElement)||t.paused?[]:[()=>{t.play().catch(()=>{})}]}function Te(){return document.activeElement}function xt(t){return t instanceof HTMLInputElement||t instanceof HTMLTextAreaElement}function Ne(t,e){let n=2166136261,r=o=>{n=Math.imul(n^o,16777619)},i=o=>{for(let s=0;s<o.length;s++)r(o.charCodeAt(s))};for(let o of e){let s=t;for(let a of o.at){if(!s||!("children"in s))return;r(s.children.length),s=s.children[a]}if(!s)return;if("children"in s)s.kind==="element"&&i(s.name),r(s.children.length);else if(r(s.text.length),o.op==="splice"){let a=o.offset+o.remove;if(a>s.text.length)return;i(s.text.slice(o.offset,a))}}return n>>>0}function B(t,e){let n=[];for(let r of e){let i=kt(t,r);if(!i)return;n.push(i)}return n}function kt(t,e){let n=[],r=t;for(let i of e.at){if(!("children"in r))return;n.push(r);let o=r.children[i];if(!o)return;r=o}switch(e.op){case"text":case"splice":return"children"in r?void 0:{kind:"text",lineage:n,target:r,change:Et(e)};case"set":case"unset":return r.kind!=="element"?void 0:{kind:"attribute",lineage:n,target:r,name:e.name,value:e.op==="set"?e.value:void 0};case"insert":case"remove":case"move":return"children"in r?St(n,r,e):void 0;default:return e}}function Et(t){return t.op==="text"?()=>t.text:e=>e.slice(0,t.offset)+t.insert+e.slice(t.offset+t.remove)}function St(t,e,n){let{children:r}=e,i=n.op==="insert"?0:n.index,o=n.op==="insert"?0:n.index+n.count,s=n.op==="remove"?void 0:n.before,a=s===void 0?void 0:r[s],d=r.slice(i,o);if(!(o>r.length||s!==void 0&&!a||a&&d.includes(a)))return{kind:n.op,lineage:t,target:e,taken:d,added:n.op==="insert"?n.nodes:[],before:a}}function Ae(t,e){return Ne(t,e.ops)===e.shape?B(t,e.ops):void 0}function Oe(t,e){return t.some(n=>{let r="taken"in n?n.taken:[];return e.contains(n.target.live)||r.some(({live:i})=>i.contains(e))})}function Re(t){let e={blocks:new Set,moved:new Set,removed:0};for(let n of t)switch(Ot(n.lineage,n.target),n.kind){case"text":Nt(n,e);break;case"attribute":Mt(n,e);break;case"insert":case"remove":case"move":At(n,e);break;default:}for(let n of Tt(t))G(n);return e}function Tt(t){let e=new Set;for(let{kind:n,target:r,lineage:i}of t){let o=n==="text"?i.at(-1):r;o&&"children"in o&&e.add(o)}return e}function Nt({target:t,change:e},n){let r=e(t.text),{live:i}=t,{offset:o,remove:s,insert:a}=A(i.data,r);i.replaceData(o,s,a),t.text=r,z(n,i.parentElement)}function Mt({target:t,name:e,value:n},r){let{live:i,attributes:o}=t,s=Pt(i,e);n===void 0?(i.removeAttribute(e),o.delete(e)):(Q(i,e,n),o.set(e,n)),s&&Lt(i,e),z(r,i)}function Pt(t,e){if(t instanceof HTMLInputElement&&t.type!=="file"){if(e==="value")return t.value===t.defaultValue;if(e==="checked")return t.checked===t.defaultChecked}return t instanceof HTMLOptionElement&&t.selected===t.defaultSelected}function Lt(t,e){t instanceof HTMLInputElement&&(e==="value"&&t.value!==t.defaultValue&&(t.value=t.defaultValue),e==="checked"&&(t.checked=t.defaultChecked)),t instanceof HTMLOptionElement&&e==="selected"&&(t.selected=t.defaultSelected)}function At(t,e){let{target:n,taken:r}=t;switch(n.children=n.children.filter(i=>!r.includes(i)),t.kind){case"insert":{let i=t.added.map(q),o=oe(n,t.before,i);for(let{live:s}of i)o.home.insertBefore(s,o.next);Me(n,i,t.before);for(let s of i)Le(e,s);break}case"remove":for(let{live:i}of r)i instanceof Element&&!Fe(i.parentElement)&&e.removed++,i.remove();n.kind==="element"&&z(e,n.live);break;case"move":Se(oe(n,t.before,r),r.map(({live:i})=>i)),Me(n,r,t.before);for(let i of r)e.moved.add(i.live),Le(e,i);break;default:t.kind}}function Me(t,e,n){t.children.splice(Ce(t,n),0,...e)}function Ce(t,e){let n=e?t.children.indexOf(e):-1;return n<0?t.children.length:n}function oe(t,e,n){let r=({live:p})=>Ie(t,p),i=Ce(t,e),o=t.children.slice(i).find(r)?.live;if(o)return{home:Pe(o,t),next:o};let s=t.children.slice(0,i).findLast(r)?.live,a=s?Pe(s,t):m(t),d=s?s.nextSibling:a.firstChild,c=new Set(n.map(({live:p})=>p));for(;d&&c.has(d);)d=d.nextSibling;return{home:a,next:d}}function Ie(t,e){return de(e)===m(t)}function Pe({parentNode:t},e){return g(t)?t:m(e)}function Ot(t,e){t.forEach((n,r)=>{let i=t[r+1]??e;n.kind==="root"||i.kind==="root"||Ie(n,i.live)||Rt(n,i)})}function Rt(t,e){if(t.children.includes(e))if(e.kind==="element"){let{home:n,next:r}=oe(t,e,[e]);n.insertBefore(e.live,r)}else m(t).replaceChildren(...t.children.map(({live:n})=>n))}function Le(t,{live:e}){z(t,e instanceof Element?e:e.parentElement)}function z(t,e){let n=Fe(e);n&&t.blocks.add(n)}function Fe(t){let e=t?.closest("[data-key]")??t;if(e?.parentElement?.closest("body"))return e.localName==="main"||g(e)?void 0:e}var Ct=24,V=class{anchors=[];base=0;seen=0;frame=0;resized=new ResizeObserver(()=>this.hold());sheet=new CSSStyleSheet;start(){this.sheet.replaceSync("html { overflow-anchor: none !important }"),document.adoptedStyleSheets.push(this.sheet),addEventListener("scroll",this.follow,{passive:!0});for(let e of[document.body,document.querySelector("main")])e&&this.resized.observe(e);this.remember()}stop(){document.adoptedStyleSheets=document.adoptedStyleSheets.filter(e=>e!==this.sheet),removeEventListener("scroll",this.follow),this.resized.disconnect(),cancelAnimationFrame(this.frame),this.frame=0,this.anchors=[]}keepOver(e){this.hold(),scrollY!==this.seen&&this.remember();let n=e(),r=[...n.moved],[i]=this.anchors;return this.anchors=this.anchors.filter(({element:o})=>o.isConnected&&!r.some(s=>s.contains(o))),this.hold(),i!==this.anchors[0]&&this.remember(),n}hold(){let e=this.anchors.find(({element:o})=>o.isConnected),n=scrollY;if(!e||n===0)return;let r=e.offset+this.base-n,i=e.element.getBoundingClientRect().top-r;Math.abs(i)<.5||(scrollBy({top:i,behavior:"instant"}),this.base+=scrollY-n,this.seen===n&&(this.seen=scrollY))}follow=()=>{this.frame||=requestAnimationFrame(()=>{this.frame=0,this.hold(),scrollY!==this.seen&&this.remember()})};remember(){this.base=scrollY,this.seen=scrollY,this.anchors=scrollY>0?It(document.querySelector("main")??document.body):[]}};function It(t){let e=[],n=De(t.children),r=[];for(;n;){let o=n.getBoundingClientRect().top<0||g(n)?De(Ft(n)):void 0;if(!o)break;r.push(n),n=o}for(let i=n;i;i=r.pop()){let o=i===n?i:i.nextElementSibling;for(;o&&e.length<Ct;o=o.nextElementSibling)e.push({element:o,offset:o.getBoundingClientRect().top})}return e}function Ft(t){return t.hasAttribute("data-key")&&!t.querySelector("[data-key]")?[]:t.children}function De(t){let e=0,n=t.length;for(;e<n;){let r=e+n>>1;(t[r]?.getBoundingClientRect().bottom??0)<=0?e=r+1:n=r}return t[e]}var _e=`:host {
  all: initial;
  color-scheme: light dark;
  --paper: light-dark(#fff, #23282c);
  --ink: light-dark(#1d2528, #eceff0);
  --soft: light-dark(#55605f, #aab4b4);
  --line: light-dark(#d5d9d8, #434b50);
  --shade: light-dark(#f2f4f3, #2d3439);
  --good: light-dark(#1f7a4d, #6fcf9b);
  --busy: light-dark(#9a5b00, #f0b254);
  --bad: light-dark(#b3202c, #ff8d8a);
  --info: light-dark(#1b5f9e, #86bdf0);
  font:
    400 13px / 1.45 system-ui,
    sans-serif;
  color: var(--ink);
}
@media print {
  :host {
    display: none;
  }
}
[hidden] {
  /* biome-ignore lint/complexity/noImportantStyles: what is hidden stays so, whatever it is. */
  display: none !important;
}
p,
ol,
h2 {
  margin: 0;
  padding: 0;
  font: inherit;
  list-style: none;
}
.corner {
  position: fixed;
  z-index: 2147483647;
  inset-block-end: calc(12px + env(safe-area-inset-bottom, 0px));
  /* Between both edges: \`100vw\` has the scroll bar in it. */
  inset-inline: 12px calc(12px + env(safe-area-inset-right, 0px));
  display: grid;
  justify-items: end;
  gap: 8px;
  pointer-events: none;
}
.row {
  position: relative;
  display: flex;
  flex-wrap: wrap;
  justify-content: end;
  gap: 8px;
}
.chip,
.panel {
  box-sizing: border-box;
  border: 1px solid var(--line);
  background: var(--paper);
  color: var(--ink);
  box-shadow:
    0 1px 2px rgb(0 0 0 / 0.08),
    0 4px 16px rgb(0 0 0 / 0.1);
  pointer-events: auto;
}
.chip {
  display: inline-flex;
  align-items: center;
  gap: 7px;
  min-block-size: 30px;
  padding: 3px 12px;
  border-radius: 15px;
  font: inherit;
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
.chip:hover:enabled,
.close:hover {
  background: var(--shade);
}
:focus-visible {
  outline: 2px solid var(--info);
  outline-offset: 2px;
}
.dot {
  inline-size: 8px;
  block-size: 8px;
  border-radius: 50%;
  background: var(--mark, var(--busy));
}
.badge:disabled {
  cursor: default;
  color: inherit;
  pointer-events: none;
}
[data-state="connecting"] .badge {
  animation: come 0.3s 1s backwards;
}
[data-state="live"] {
  --mark: var(--good);
}
[data-state="live"] .badge {
  visibility: hidden;
  animation: go 2.5s;
}
[data-state="error"] .badge {
  display: none;
}
[data-state="live"] .badge {
  position: absolute;
  inset-block-end: 0;
  inset-inline-end: calc(100% + 8px);
}
.view:not(:hover, :focus-visible, [aria-pressed="true"]) {
  opacity: 0.7;
}
.view[aria-pressed="true"] {
  border-color: currentcolor;
}
@media (prefers-reduced-motion: no-preference) {
  [data-state="reconnecting"] .dot,
  [data-state="stale"] .dot {
    animation: pulse 1.6s infinite;
  }
}
@keyframes come {
  from {
    opacity: 0;
  }
}
@keyframes go {
  from,
  60% {
    visibility: visible;
    opacity: 1;
  }
  to {
    visibility: hidden;
    opacity: 0;
  }
}
@keyframes pulse {
  50% {
    opacity: 0.35;
  }
}
.count::before,
li strong::before {
  content: "";
  display: inline-block;
  inline-size: 8px;
  block-size: 8px;
  border-radius: 2px;
  background: var(--mark);
}
li strong::before {
  margin-inline-end: 7px;
}
[data-severity="error"] {
  --mark: var(--bad);
}
[data-severity="warning"] {
  --mark: var(--busy);
}
[data-severity="info"] {
  --mark: var(--info);
}
.panel {
  inline-size: min(26rem, 100%);
  max-block-size: min(20rem, 45vh);
  border-radius: 12px;
  overflow: auto;
  overscroll-behavior: contain;
}
header {
  position: sticky;
  inset-block-start: 0;
  display: flex;
  align-items: center;
  justify-content: space-between;
  padding: 8px 8px 8px 16px;
  border-block-end: 1px solid var(--line);
  background: var(--paper);
}
h2 {
  font-weight: 600;
}
.close {
  min-block-size: 28px;
  padding: 2px 10px;
  border: 0;
  border-radius: 8px;
  background: none;
  color: var(--soft);
  font: inherit;
  cursor: pointer;
}
li {
  padding: 10px 16px 12px;
  overflow-wrap: anywhere;
}
li + li {
  border-block-start: 1px solid var(--line);
}
.heading {
  color: var(--soft);
  font-size: 12px;
}
.heading strong {
  font-weight: 600;
  color: var(--mark);
  text-transform: capitalize;
}
.place {
  margin-inline-start: 4px;
  font-variant-numeric: tabular-nums;
}
.message {
  margin-block-start: 2px;
}
.hint {
  margin-block-start: 2px;
  color: var(--soft);
}
code {
  font:
    12px ui-monospace,
    monospace;
  padding: 1px 4px;
  border-radius: 4px;
  background: var(--shade);
}
.speech {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
`;var _t={connecting:"Connecting",live:"Live",reconnecting:"Reconnecting",refused:"Open the printed address again",stale:"Updating",error:"Error in the source"},Ut={connecting:"",live:"The preview is live",reconnecting:"The connection is lost; reconnecting",refused:"The preview does not let this page in any more; open the printed address again",stale:"The page is being brought up to date",error:"The source has errors"},Ht=2e3,W=class{corner=l("div",{class:"corner"});row=l("div",{class:"row"});host=l("sopwright-status",{"data-preview":""});label=l("span",{class:"label"});badge=l("button",{type:"button",class:"chip badge"},l("span",{class:"dot"}),this.label);speech=l("p",{class:"speech",role:"status"});state;nextTry;countdown;pause;changes=0;constructor(e){let n=new CSSStyleSheet;n.replaceSync(_e);let r=this.host.attachShadow({mode:"open"});r.adoptedStyleSheets=[n],this.row.append(this.badge),this.corner.append(this.row,this.speech),r.append(this.corner),this.badge.addEventListener("click",e)}start(){document.documentElement.append(this.host)}stop(){clearInterval(this.countdown),clearTimeout(this.pause),this.host.remove()}show(e,n){let r=this.state;if(e===r&&n===void 0&&this.nextTry===void 0)return;this.state=e,this.corner.dataset.state=e,this.nextTry=n===void 0?void 0:performance.now()+n,this.badge.disabled=e!=="reconnecting"&&e!=="stale",clearInterval(this.countdown),n!==void 0&&(this.countdown=setInterval(()=>this.write(),250)),this.write(),e!==r&&!((r===void 0||r==="connecting")&&e==="live")&&(this.speech.textContent=Ut[e])}announce(e){this.changes+=e,this.pause??=setTimeout(()=>{this.pause=void 0,this.changes>0&&(this.speech.textContent=`Page updated: ${w(this.changes,"change")}`),this.changes=0},Ht)}write(){let e=Math.ceil(((this.nextTry??0)-performance.now())/1e3),n=_t[this.state??"connecting"];this.label.textContent=e>0&&this.state!=="refused"?`${n} in ${e} s`:n}};var J=class{constructor(e,n){this.row=e;this.place=n;this.button.addEventListener("click",()=>this.turn())}row;place;isPaper=!1;paper;button=l("button",{type:"button",class:"chip view","aria-pressed":"false","aria-keyshortcuts":"Alt+P",title:"Show the page as it is printed (Alt+P)",hidden:""},"Paper");start(){this.row.prepend(this.button),addEventListener("keydown",this.press),this.offer(),!this.button.hidden&&x("view")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.button.remove(),this.isPaper=!1,this.paper?.stop(),this.paper=void 0}offer=()=>{this.button.hidden=!M("paper")||location.protocol==="file:",this.paper?.read()};press=e=>{this.button.hidden||!$(e,"KeyP")||(e.preventDefault(),this.turn())};turn(){this.isPaper=!this.isPaper,this.button.setAttribute("aria-pressed",String(this.isPaper)),U("view",this.isPaper?"paper":void 0),this.show()}async show(){let e=this.isPaper&&!this.paper?await $t():void 0;if(e&&this.isPaper&&!this.paper)this.paper=e,this.place.keepOver(()=>Ue(()=>e.start()));else if(!this.isPaper&&this.paper){let{paper:n}=this;this.paper=void 0,this.place.keepOver(()=>Ue(()=>n.stop()))}}};function Ue(t){return t(),{moved:new Set}}async function $t(){let t=M("paper"),e=!t||t.sheet?void 0:new Promise(n=>t.addEventListener("load",n));try{let[n]=await Promise.all([v("paper"),e]);return new n.Paper}catch(n){console.warn("sopwright: the page cannot be shown as paper",n);return}}var K=class{mirror;version;connection;ladder;place=new V;status=new W(()=>this.connection.hurry());diagnostics=new D(this.status.corner,this.status.row);highlight=new _(this.status.row);view=new J(this.status.row,this.place);latency=new j(this.status.corner);clock=new I(()=>this.connection.ask());composition=new F(()=>this.release());isNew=!0;isJoined=!1;why;unanswered=0;isRefused=!1;isStale=!1;isFetching=!1;isStopped=!1;isScripted=document.documentElement.hasAttribute("data-preview-scripted");hasErrors=!1;held=[];visibilityChanges=0;constructor(e){this.mirror=S(document),this.version=P(document)??{epoch:"",revision:0,digest:""},this.connection=new R(e,re({type:"ping"}),{connecting:()=>this.lost(void 0),waiting:n=>this.lost(n),opened:()=>this.opened(),received:n=>this.receive(n),failed:n=>{this.ladder.failed(n)},asked:()=>this.clock.leaves()}),this.ladder=new H(this.connection,e,()=>{this.isRefused=!0,this.showState()})}start(){document.addEventListener("visibilitychange",this.noteVisibility),ae(),this.status.start(),this.diagnostics.start(),this.highlight.start(),this.place.start(),this.view.start(),this.latency.start(),this.composition.start(),document.addEventListener("click",this.clicked),this.connection.start(),this.ladder.start(),this.isScripted&&this.align()}stop(){this.isStopped=!0,this.clock.stop(),this.ladder.stop(),this.connection.stop(),document.removeEventListener("click",this.clicked),this.composition.stop(),this.latency.stop(),this.view.stop(),this.place.stop(),this.highlight.stop(),this.diagnostics.stop(),this.status.stop(),document.removeEventListener("visibilitychange",this.noteVisibility)}noteVisibility=()=>{this.visibilityChanges++};clicked=({target:e})=>{let n=e instanceof Element?e.closest("[id]"):null;n&&!n.closest("[data-preview]")&&this.send({type:"clicked",block:n.id})};lost(e){this.isJoined=!1,this.held=[],this.showState(e)}opened(){this.unanswered=0,this.isFetching||this.join()}join(){this.unanswered++,this.send({type:"join",...this.version,why:this.why})}send(e){this.connection.send(re(e))}receive(e){let n=performance.now();try{this.handle(ye(e),n)}catch(r){console.warn("sopwright: a message could not be used; the page is fetched again",r),this.resync()}}handle(e,n){switch(e?.type){case"joined":this.isAnswered()&&this.joined(e.epoch,e.revision);break;case"patch":this.isJoined&&this.patch(e,n);break;case"snapshot":this.isAnswered()&&this.resync();break;case"theme":case"paper":N(e.type,e.href,this.view.offer),this.view.offer();break;case"diagnostics":this.hasErrors=e.items.some(({severity:r})=>r==="error"),this.diagnostics.show(e.items),this.showState();break;case"pong":e.now!==void 0&&this.clock.answered(e.now/1e3,n);break;case"goodbye":case void 0:break;default:}}isAnswered(){return this.unanswered=Math.max(0,this.unanswered-1),this.unanswered===0&&!this.isFetching}joined(e,n){this.isJoined=!0,this.isRefused=this.isStale=this.isNew=!1,this.connection.confirm(),this.ladder.worked(),this.why="reconnected",this.clock.start(e!==this.version.epoch),this.shows({...this.version,epoch:e,revision:n})}patch(e,n){if(this.held.length>0){this.hold(e,n);return}let r=e.base===this.version.revision?Ae(this.mirror,e):void 0,i=this.composition.composing;r?i&&Oe(r,i)?this.hold(e,n):(this.perform(r),this.shows({...this.version,revision:e.revision,digest:e.digest}),this.acknowledge(e,n)):this.resync()}hold(e,n){this.held.push(()=>this.patch(e,n)),this.showState()}release(){let e=this.held;this.held=[];for(let n of e)n()}async align(){this.isFetching=!0;try{let e=await v("resync");this.mirror=e.alignedMirror(await e.fetchDelivered(this.version))}catch(e){console.warn("sopwright: the page cannot be told from what its scripts made of it",e)}this.isFetching=!1,this.isStopped||this.join()}async resync(){if(!this.isFetching){this.isFetching=!0,this.isJoined=!1,this.isStale=!0,this.held=[],this.showState();try{let{diff:e,fetchPage:n}=await v("resync"),r=await n();await this.composition.over(),this.isFetching=!1,this.isStopped||this.take(r,e(this.mirror.children,r.tree.children))}catch(e){console.warn("sopwright: the page could not be fetched; it is tried again",e),this.isFetching=!1,this.isStopped||this.connection.retry()}}}take({styles:e,version:n},r){let i=B(this.mirror,r);if(!i)throw new Error("the difference of two pages has an op that does not fit");this.perform(i),N("theme",e.theme,this.view.offer),N("paper",e.paper,this.view.offer),this.view.offer(),this.shows(n),this.why="resynced",this.join()}perform(e){if(e.length===0)return;let{blocks:n,removed:r}=this.place.keepOver(()=>Re(e));document.documentElement.hasAttribute("data-preview-quiet")||(this.highlight.show(n),this.status.announce(n.size+r))}acknowledge({revision:e,edited:n},r){let i=performance.now()-r,o=n===void 0?void 0:this.clock.since(n/1e3,r),s=this.visibilityChanges;document.hidden||jt(()=>{if(s!==this.visibilityChanges)return;let a=performance.now()-r;setTimeout(()=>{this.send({type:"ack",revision:e,since:o,applied:i,painted:a,roundtrip:this.clock.roundtrip}),o!==void 0&&this.latency.painted(o+a)})})}shows(e){this.version=e;let n=document.documentElement;n.setAttribute("data-preview-epoch",e.epoch),n.setAttribute("data-preview-revision",String(e.revision)),n.setAttribute("data-preview-digest",e.digest),this.showState()}showState(e){e!==void 0&&(this.isNew=!1);let n=this.state(),r=document.documentElement;r.dataset.previewState!==n&&(r.dataset.previewState=n),this.status.show(n,e)}state(){return this.isRefused?"refused":this.isStale||this.held.length>0?"stale":this.isJoined?this.hasErrors?"error":"live":this.isNew?"connecting":"reconnecting"}};function jt(t){let e=new ResizeObserver(()=>{e.disconnect(),setTimeout(t)});e.observe(document.documentElement)}var Bt=250,zt=5e3,Vt=0;function se(t,e){return new Promise((n,r)=>{let i=document.createElement("script"),o=c=>{clearTimeout(a),i.remove(),c()},s=()=>o(()=>r(new Error(`${t} cannot be loaded`))),a=setTimeout(s,zt);i.setAttribute("data-preview",""),i.src=`_preview/${t}?${Vt++}`,i.onerror=s;let d;Object.assign(window,{[e]:c=>{d=c}}),i.onload=()=>o(()=>n(d)),document.head.append(i)})}async function Wt(){return L(await se("page.js","sopwrightPage"))}function Jt(t){let e,n=setTimeout(t.opened);return{send(r){let i=JSON.parse(r);i.type==="ping"&&t.received(JSON.stringify({type:"pong"})),i.type==="join"&&(e?.abort(),e=new AbortController,Kt(i,t,e.signal))},close(){clearTimeout(n),e?.abort()}}}async function Kt({epoch:t,revision:e},n,r){let i=a=>{r.aborted||n.received(JSON.stringify(a))},o,s=new Map;try{for(;!r.aborted;){let a=await se("updates.js","sopwrightUpdates"),d=o??e;if(a.epoch!==t||d<a.base||d>a.revision){i({type:"snapshot",epoch:a.epoch,revision:a.revision});return}o===void 0&&i({type:"joined",epoch:t,revision:e});for(let c of a.frames){let p=JSON.stringify(c);s.get(c.type)!==p&&(s.set(c.type,p),i(c))}for(let c of a.patches)(c.base??0)>=d&&i(c);o===a.revision&&i({type:"pong"}),o=a.revision,await new Promise(c=>setTimeout(c,Bt))}}catch{r.aborted||n.closed()}}ne("resync",{alignedMirror:he,diff:me,fetchPage:Wt,fetchDelivered:()=>se("page.js","sopwrightPage")});ne("rungs",{});new K(Jt).start();
