// Made from web/client and web/shared by: npm --prefix web run build
var Le=new Set(["epoch","revision","digest","scripted","socket-port","state","transport"].map(t=>`data-preview-${t}`));function x(t){return{kind:"root",live:t,children:ee(t)}}function f(t){let{live:e}=t;return e instanceof HTMLTemplateElement?e.content:e}function B(t){if(t.kind==="element")return Ae(t);let e=t.kind==="text";return{...t,live:e?new Text(t.text):new Comment(t.text)}}function Ae(t){let e=Oe(t);for(let[r,i]of t.attributes)z(e,r,i);let n={...t,live:e,attributes:new Map(t.attributes),children:t.children.map(B)};return f(n).append(...n.children.map(r=>r.live)),n}function Oe({namespace:t,name:e}){return t===document.documentElement.namespaceURI?document.createElement(e):document.createElementNS(t,e)}function V(t){let e=[];for(let n of t.children){let r=e.at(-1);n.kind!=="text"?e.push(n):n.text===""?n.live.remove():r?.kind==="text"?(r.text+=n.text,r.live.appendData(n.live.data),n.live.remove()):e.push(n)}t.children=e}var Ce=[[/^xlink:(actuate|arcrole|href|role|show|title|type)$/,"http://www.w3.org/1999/xlink"],[/^xml:(lang|space)$/,"http://www.w3.org/XML/1998/namespace"],[/^xmlns(:xlink)?$/,"http://www.w3.org/2000/xmlns/"]];function z(t,e,n){let i=(t instanceof HTMLElement?[]:Ce).find(([o])=>o.test(e))?.[1];try{i?t.setAttributeNS(i,e,n):t.setAttribute(e,n)}catch{}}function ee(t){let e=[];for(let n of t.childNodes){let r=Re(n);r&&e.push(r)}return e}function Re(t){return t instanceof Text?{kind:"text",text:t.data,live:t}:t instanceof Comment?{kind:"comment",text:t.data,live:t}:t instanceof Element?Ie(t):void 0}function Ie(t){if(t.hasAttribute("data-preview"))return;let e=new Map;for(let{name:r,value:i}of t.attributes)(t!==t.ownerDocument.documentElement||!Le.has(r))&&e.set(r,i);let n={kind:"element",namespace:t.namespaceURI??"",name:t.localName,attributes:e,live:t,children:[]};return n.children=ee(f(n)),V(n),n}function E(t,e,n){let r=k(document,t),i=r.at(-1);if(e===void 0){for(let a of r)a.remove();return}let o=new URL(e,location.href).href;if(i?.href===o)return;let s=document.createElement("link");s.setAttribute("data-preview",t),s.rel="stylesheet",t==="paper"&&(s.media=i?.media??"print"),s.href=o,s.onload=()=>{for(let a of k(document,t)){if(a===s)break;a.remove()}n?.()},s.onerror=()=>s.remove(),i?i.after(s):t==="theme"?document.head.insertBefore(s,T("paper")):document.head.append(s)}function T(t){return k(document,t)[0]??null}function te(t){let e=n=>k(t,n)[0]?.getAttribute("href")??void 0;return{theme:e("theme"),paper:e("paper")}}function k(t,e){return[...t.querySelectorAll(`head > link[data-preview=${e}]`)]}function S(t){let{previewEpoch:e,previewRevision:n,previewDigest:r}=t.documentElement.dataset;if(!(!e||!n||!r))return{epoch:e,revision:Number(n),digest:r}}function M(t){let e=Fe(t),n=S(e);if(!n)throw new Error("this is no page of a preview");return{version:n,tree:x(e),styles:te(e)}}var W="data-preview-noscript";function Fe(t){let e=t.replace(/<noscript(?=[\s/>])/gi,`<noframes ${W}`).replace(/<\/noscript(?=[\s/>])/gi,"</noframes"),n=new DOMParser().parseFromString(e,"text/html");for(let r of n.querySelectorAll(`noframes[${W}]`)){let i=n.createElement("noscript");r.removeAttribute(W);for(let{name:o,value:s}of r.attributes)i.setAttribute(o,s);i.textContent=r.textContent,r.replaceWith(i)}return n}var De=200;function re(t){let e=M(t).tree;return document.documentElement.normalize(),{...e,live:document,children:ie(e,document)}}function ie(t,e){let n=[...e.childNodes].filter(He),r=Ue(t.children,n);return t.children.map((i,o)=>{let s=n[r[o]??-1];return s?je(i,s):oe(i)})}function He(t){return(t instanceof Element||t instanceof Text||t instanceof Comment)&&!(t instanceof Element&&t.hasAttribute("data-preview"))}function je(t,e){if(t.kind!=="element")return{...t,live:e};let n={...t,live:e};return n.children=ie(t,f(n)),n}function oe(t){if(t.kind!=="element")return{...t,live:document.importNode(t.live)};let e={...t,live:document.importNode(t.live)};return e.children=t.children.map(oe),f(e).append(...e.children.map(n=>n.live)),e}function Ue(t,e){let n=[],r=0;for(let s of t){let a=ne(e,r,e.length,d=>s.live.isEqualNode(d));n.push(a),a!==void 0&&(r=a+1)}let i=[],o=e.length;for(let s=t.length-1;s>=0;s--)o=n[s]??o,i[s]=o;return r=0,t.forEach((s,a)=>{n[a]??=ne(e,r,i[a]??0,d=>$e(s,d)),r=(n[a]??r-1)+1}),n}function ne(t,e,n,r){let i=Math.min(n,e+De);for(let o=e;o<i;o++){let s=t[o];if(s&&r(s))return o}}function $e(t,e){if(t.live.nodeType!==e.nodeType||t.live.nodeName!==e.nodeName)return!1;let n=t.kind==="element"?t.attributes.get("id"):void 0;return n===void 0||e instanceof Element&&e.id===n}function N(t,e){let n=Math.min(t.length,e.length),r=0;for(;r<n&&t[r]===e[r];)r++;let i=0;for(;i<n-r&&t.at(-1-i)===e.at(-1-i);)i++;return{offset:r,remove:t.length-i-r,insert:e.slice(r,e.length-i)}}function se(t,e){let n=[];return ae(t,e,[],n),n}function ae(t,e,n,r){let i=Ve(t,e);e.forEach((a,d)=>{let c=i[d],p=c===void 0?void 0:t[c];p&&c!==void 0&&_e(p,a,[...n,c],r)});let o=new Set(i);t.forEach((a,d)=>{o.has(d)||r.push({op:"remove",at:n,index:d,count:1})});let s=We(i);e.forEach((a,d)=>{let c=i[d];if(c!==void 0&&s.has(c))return;let p=i.slice(d).find(m=>m!==void 0&&s.has(m));r.push(c===void 0?{op:"insert",at:n,before:p,nodes:[a]}:{op:"move",at:n,index:c,count:1,before:p})})}function _e(t,e,n,r){t.kind==="element"&&e.kind==="element"?(Be(t,e,n,r),ae(t.children,e.children,n,r)):t.kind!=="element"&&e.kind!=="element"&&t.text!==e.text&&r.push({op:"splice",at:n,...N(t.text,e.text)})}function Be(t,e,n,r){for(let i of t.attributes.keys())e.attributes.has(i)||r.push({op:"unset",at:n,name:i});for(let[i,o]of e.attributes)t.attributes.get(i)!==o&&r.push({op:"set",at:n,name:i,value:o})}function Ve(t,e){let n=e.map(()=>{}),r=new Set,i=(d,c)=>{n[c]=d,r.add(d)},o=Math.min(t.length,e.length),s=0;for(;s<o&&J(t[s],e[s]);)i(s,s++);for(let d=1;d<=o-s&&J(t.at(-d),e.at(-d));d++)i(t.length-d,e.length-d);let a=new Map;return t.forEach((d,c)=>{let p=P(d);p&&!r.has(c)&&!a.has(p)&&a.set(p,c)}),e.forEach((d,c)=>{let p=a.get(P(d)??"");n[c]!==void 0||p===void 0||r.has(p)||Y(t[p],d)&&i(p,c)}),ze(t,e,n,r,i),n}function ze(t,e,n,r,i){let o=[(s,a)=>!P(s)&&!P(a),()=>!0];for(let s of o){let a=0;e.forEach((d,c)=>{let p=n[c];if(p!==void 0){a=p+1;return}for(let m=a;m<t.length&&!r.has(m);m++)if(Y(t[m],d)&&s(t[m],d)){i(m,c),a=m+1;return}})}}function P(t){if(t?.kind==="element")return t.attributes.get("data-key")||t.attributes.get("id")}function Y(t,e){return t?.kind!=="element"||e.kind!=="element"?t?.kind===e.kind:t.name===e.name&&t.namespace===e.namespace}function J(t,e){return!t||!e||!Y(t,e)?!1:t.kind!=="element"||e.kind!=="element"?"text"in t&&"text"in e&&t.text===e.text:t.attributes.size===e.attributes.size&&[...t.attributes].every(([n,r])=>e.attributes.get(n)===r)&&t.children.length===e.children.length&&t.children.every((n,r)=>J(n,e.children[r]))}function We(t){let e=[],n=new Map;for(let i of t){if(i===void 0)continue;let o=e.findIndex(s=>s>i);o<0&&(o=e.length),n.set(i,e[o-1]),e[o]=i}let r=new Set;for(let i=e.at(-1);i!==void 0;i=n.get(i))r.add(i);return r}var Je=0,q=new Map;function K(t,e){q.set(t,e)}function g(t){if(q.has(t))return Promise.resolve(q.get(t));let e=new URL(`${t}.js`,import.meta.url);return e.search=new URL(import.meta.url).search,e.hash=String(Je++),import(e.href)}var L=class{constructor(e,n,r){this.transport=e;this.ping=n;this.user=r}transport;ping;user;link;isOpen=!1;attempts=0;timer;isAsked=!1;start(){document.addEventListener("visibilitychange",this.look),addEventListener("online",this.look),addEventListener("offline",this.look),this.connect()}stop(){document.removeEventListener("visibilitychange",this.look),removeEventListener("online",this.look),removeEventListener("offline",this.look),this.release()}send(e){this.isOpen&&this.link?.send(e)}confirm(){this.attempts=0}retry(){this.release(),this.wait()}hurry(){this.link||this.connect()}use(e){this.transport=e,this.attempts=0,this.connect()}connect(){this.release(),this.user.connecting(),this.schedule(5e3,()=>this.retry());let e=this.transport({opened:()=>{this.link===e&&(this.isOpen=!0,this.schedule(5e3,()=>this.retry()),this.user.opened())},received:n=>{this.link===e&&(this.listen(),this.user.received(n))},closed:()=>{this.link===e&&this.retry()}});this.link=e}wait(){if(document.hidden){this.user.waiting(void 0);return}let e=Math.min(1e4,250*2**this.attempts),n=Math.random()*e;this.attempts++,this.schedule(n,()=>this.connect()),this.user.waiting(n),this.user.failed(this.attempts)}listen(){this.isAsked=!1,this.schedule(15e3,()=>this.ask())}ask(){document.hidden||this.isAsked||(this.isAsked=!0,this.send(this.ping),this.schedule(2e3,()=>this.retry()))}look=()=>{this.isOpen?this.ask():document.hidden?this.link||this.pause():this.connect()};pause(){clearTimeout(this.timer),this.user.waiting(void 0)}release(){clearTimeout(this.timer);let{link:e}=this;this.link=void 0,this.isOpen=this.isAsked=!1,e?.close()}schedule(e,n){clearTimeout(this.timer),this.timer=setTimeout(n,e)}};var v=class extends Error{};function G(t){return JSON.stringify(t)}function de(t){let e=w(Ge(t));switch(e.type){case"patch":return{type:"patch",base:u(e.base),revision:u(e.revision),digest:h(e.digest),shape:u(e.shape),ops:A(e.ops).map(Ye)};case"joined":case"snapshot":return{type:e.type,epoch:h(e.epoch),revision:u(e.revision)};case"theme":case"paper":return{type:e.type,href:h(e.href)};case"diagnostics":return{type:"diagnostics",items:A(e.items).map(Ke)};case"pong":case"goodbye":return{type:e.type};default:return}}function Ye(t){let e=w(t),n=A(e.at).map(u);switch(e.op){case"text":return{op:"text",at:n,text:h(e.text)};case"splice":return{op:"splice",at:n,offset:u(e.offset),remove:u(e.remove),insert:h(e.insert)};case"set":return{op:"set",at:n,name:h(e.name),value:h(e.value)};case"unset":return{op:"unset",at:n,name:h(e.name)};case"insert":return{op:"insert",at:n,before:b(e.before,u),nodes:A(e.nodes).map(ce)};case"remove":return{op:"remove",at:n,index:u(e.index),count:u(e.count??1)};case"move":return{op:"move",at:n,index:u(e.index),count:u(e.count??1),before:b(e.before,u)};default:throw new v(`the op ${String(e.op)} is not known`)}}var qe=["http://www.w3.org/1999/xhtml","http://www.w3.org/2000/svg","http://www.w3.org/1998/Math/MathML"];function ce(t){if(typeof t=="string")return{kind:"text",text:t};if(!Array.isArray(t))return{kind:"comment",text:h(w(t).comment)};let e=t,n=typeof e[0]=="number",r=qe[n?u(e[0]):0];if(r===void 0)throw new v("the namespace is not known");let[i,...o]=n?e.slice(1):e,s=le(o[0]),a=s?Object.entries(w(o[0])):[];return{kind:"element",namespace:r,name:h(i),attributes:new Map(a.map(([d,c])=>[d,h(c)])),children:(s?o.slice(1):o).map(ce)}}function Ke(t){let e=w(t),{severity:n}=e;return{severity:n==="error"||n==="warning"?n:"info",message:h(e.message),hint:b(e.hint,h),line:b(e.line,u),column:b(e.column,u)}}function Ge(t){try{return JSON.parse(t)}catch(e){throw new v("the frame is no JSON",{cause:e})}}function le(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function w(t){if(le(t))return t;throw new v("an object is missing")}function A(t){if(Array.isArray(t))return t;throw new v("a list is missing")}function h(t){if(typeof t=="string")return t;throw new v("a text is missing")}function u(t){if(typeof t=="number"&&Number.isSafeInteger(t)&&t>=0)return t;throw new v("a number is missing")}function b(t,e){return t===void 0?void 0:e(t)}var O=class{constructor(e){this.ended=e}ended;field;waiting=[];start(){addEventListener("compositionstart",this.begin,!0),addEventListener("compositionend",this.end,!0)}stop(){removeEventListener("compositionstart",this.begin,!0),removeEventListener("compositionend",this.end,!0),this.field=void 0}get composing(){return this.field?.isConnected?this.field:void 0}over(){return this.composing?new Promise(e=>this.waiting.push(e)):Promise.resolve()}begin=({target:e})=>{e instanceof Element&&(this.field=e)};end=()=>{this.field=void 0,setTimeout(()=>{this.ended();for(let e of this.waiting.splice(0))e()})}};function l(t,e={},...n){let r=document.createElement(t);for(let[i,o]of Object.entries(e))r.setAttribute(i,o);return r.append(...n),r}function y(t,e){return`${t} ${e}${t===1?"":"s"}`}var Q=[["error","error"],["warning","warning"],["info","remark"]],C=class{constructor(e,n){this.corner=e;this.row=n;this.count.addEventListener("click",()=>this.toggle()),this.closer.addEventListener("click",()=>this.close()),this.panel.addEventListener("keydown",({key:r})=>{r==="Escape"&&this.close()})}corner;row;isOpen=!1;isUnwanted=!1;list=l("ol");closer=l("button",{type:"button",class:"close"},"Close");panel=l("section",{id:"findings",class:"panel","aria-labelledby":"findings-title",hidden:""},l("header",{},l("h2",{id:"findings-title"},"In the source"),this.closer),this.list);count=l("button",{type:"button",class:"chip count","aria-controls":"findings","aria-expanded":"false",hidden:""});start(){this.corner.prepend(this.panel),this.row.append(this.count)}stop(){this.panel.remove(),this.count.remove()}show(e){let n=e.some(({severity:r})=>r==="error");this.list.replaceChildren(...e.map(Xe)),this.count.textContent=Qe(e),this.count.dataset.severity=Q.map(([r])=>r).find(r=>e.some(i=>i.severity===r)),this.count.hidden=e.length===0,e.length===0?this.open(!1):n&&!this.isUnwanted&&this.open(!0)}toggle(){this.isUnwanted=this.isOpen,this.open(!this.isOpen)}close(){this.isUnwanted=!0,this.open(!1),this.count.focus()}open(e){this.isOpen=e,this.panel.hidden=!e,this.count.setAttribute("aria-expanded",String(e))}};function Qe(t){return Q.map(([n,r])=>{let i=t.filter(o=>o.severity===n).length;return i>0?y(i,r):""}).filter(Boolean).join(", ")}function Xe({severity:t,message:e,hint:n,line:r,column:i}){let o=Q.find(([d])=>d===t)?.[1]??t,s=[r,i].filter(d=>d!==void 0).join(":"),a=s&&l("span",{class:"place"},`line ${s}`);return l("li",{"data-severity":t},l("p",{class:"heading"},l("strong",{},o)," ",a),l("p",{class:"message"},...pe(e)),...n?[l("p",{class:"hint"},...pe(n))]:[])}function pe(t){let e=t.split("`");return e.length%2===0?[t]:e.map((n,r)=>r%2===1?l("code",{},n):n)}var ue="rgb(250 190 20 / 0.26)",Ze="rgb(200 130 0)",et=1600,he="sopwright-change",R=class{constructor(e){this.row=e}row;unseen=new Map;watcher=new IntersectionObserver(e=>this.look(e));notes={above:this.note("above"),below:this.note("below")};start(){this.row.prepend(this.notes.above,this.notes.below)}stop(){this.watcher.disconnect(),this.unseen.clear();for(let e of Object.values(this.notes))e.remove()}show(e){for(let n of e)this.watcher.unobserve(n),this.watcher.observe(n)}look(e){for(let{target:n,isIntersecting:r,boundingClientRect:i}of e)r||!n.isConnected?(this.watcher.unobserve(n),this.unseen.delete(n),r&&tt(n)):this.unseen.set(n,i.bottom<=0?"above":"below");this.showNotes()}showNotes(){for(let e of["above","below"]){let n=this.at(e).length,r=this.notes[e];r.hidden=n===0,r.textContent=`${e==="above"?"↑":"↓"} ${y(n,"change")} ${e}`}}note(e){let n=l("button",{type:"button",class:"chip note",hidden:""});return n.addEventListener("click",()=>this.leadTo(e)),n}at(e){return[...this.unseen.keys()].filter(n=>this.unseen.get(n)===e)}leadTo(e){let n=o=>Math.abs(o.getBoundingClientRect().top),[r]=this.at(e).sort((o,s)=>n(o)-n(s)),i=fe()?"instant":"smooth";r?.scrollIntoView({block:"center",behavior:i})}};function tt(t){for(let r of t.getAnimations())r.id===he&&r.cancel();let e={outline:`2px solid ${Ze}`,outlineOffset:"4px"},n=fe()?[e,e]:[{offset:0,backgroundColor:ue,boxShadow:`0 0 0 0.3em ${ue}`}];t.animate(n,{id:he,duration:et,easing:"ease-in"})}function fe(){return matchMedia("(prefers-reduced-motion: reduce)").matches}function me(t,e){try{e===void 0?localStorage.removeItem(`sopwright-${t}`):localStorage.setItem(`sopwright-${t}`,e)}catch{}}function I(t){try{return localStorage.getItem(`sopwright-${t}`)??void 0}catch{return}}var nt=5e3,rt=2,F=class{constructor(e,n,r){this.connection=e;this.top=n;this.refused=r}connection;top;refused;rungs;isLooking=!1;wasThere=!1;start(){I("rung")&&this.load().then(e=>e?.start())}stop(){this.rungs?.stop()}async failed(e){if(e<rt||this.isLooking)return;this.isLooking=!0;let n=await it();n===403&&this.refused();let r=n===200;r&&(this.wasThere||this.rungs?.isLower)&&(await this.load())?.descend(),this.wasThere=r,this.isLooking=!1}worked(){this.wasThere=!1}async load(){if(this.rungs)return this.rungs;try{let{Rungs:e}=await g("rungs");this.rungs??=new e(this.connection,this.top)}catch{}return this.rungs}};async function it(){try{let t=AbortSignal.timeout(nt);return(await fetch(location.href,{method:"HEAD",cache:"no-store",signal:t})).status}catch{return}}function ve(t,e,n){let r="moveBefore"in t&&t.isConnected&&e.every(o=>o.isConnected),i=[ot(e),...r?[]:st(e)];for(let o of e)r?t.moveBefore(o,n):t.insertBefore(o,n);for(let o of i)o()}function ot(t){let e=getSelection(),n=t.some(a=>a.contains(e?.anchorNode??null)||a.contains(e?.focusNode??null));if(!e?.anchorNode||!e.focusNode||!n||ct(ge()))return()=>{};let{anchorNode:r,anchorOffset:i,focusNode:o,focusOffset:s}=e;return()=>e.setBaseAndExtent(r,i,o,s)}function st(t){return t.flatMap(n=>n instanceof Element?[n,...n.querySelectorAll("*")]:[]).flatMap(n=>[...at(n),...dt(n),...n===ge()?[()=>n.focus({preventScroll:!0})]:[]])}function at(t){let{scrollLeft:e,scrollTop:n}=t;return e===0&&n===0?[]:[()=>t.scrollTo({left:e,top:n,behavior:"instant"})]}function dt(t){return!(t instanceof HTMLMediaElement)||t.paused?[]:[()=>{t.play().catch(()=>{})}]}function ge(){return document.activeElement}function ct(t){return t instanceof HTMLInputElement||t instanceof HTMLTextAreaElement}function ye(t,e){let n=2166136261,r=o=>{n=Math.imul(n^o,16777619)},i=o=>{for(let s=0;s<o.length;s++)r(o.charCodeAt(s))};for(let o of e){let s=t;for(let a of o.at){if(!s||!("children"in s))return;r(s.children.length),s=s.children[a]}if(!s)return;if("children"in s)s.kind==="element"&&i(s.name),r(s.children.length);else if(r(s.text.length),o.op==="splice"){let a=o.offset+o.remove;if(a>s.text.length)return;i(s.text.slice(o.offset,a))}}return n>>>0}function D(t,e){let n=[];for(let r of e){let i=lt(t,r);if(!i)return;n.push(i)}return n}function lt(t,e){let n=[],r=t;for(let i of e.at){if(!("children"in r))return;n.push(r);let o=r.children[i];if(!o)return;r=o}switch(e.op){case"text":case"splice":return"children"in r?void 0:{kind:"text",lineage:n,target:r,change:pt(e)};case"set":case"unset":return r.kind!=="element"?void 0:{kind:"attribute",lineage:n,target:r,name:e.name,value:e.op==="set"?e.value:void 0};case"insert":case"remove":case"move":return"children"in r?ut(n,r,e):void 0;default:return e}}function pt(t){return t.op==="text"?()=>t.text:e=>e.slice(0,t.offset)+t.insert+e.slice(t.offset+t.remove)}function ut(t,e,n){let{children:r}=e,i=n.op==="insert"?0:n.index,o=n.op==="insert"?0:n.index+n.count,s=n.op==="remove"?void 0:n.before,a=s===void 0?void 0:r[s],d=r.slice(i,o);if(!(o>r.length||s!==void 0&&!a||a&&d.includes(a)))return{kind:n.op,lineage:t,target:e,taken:d,added:n.op==="insert"?n.nodes:[],before:a}}function xe(t,e){return ye(t,e.ops)===e.shape?D(t,e.ops):void 0}function ke(t,e){return t.some(n=>{let r="taken"in n?n.taken:[];return e.contains(n.target.live)||r.some(({live:i})=>i.contains(e))})}function Ee(t){let e={blocks:new Set,moved:new Set,removed:0};for(let n of t)switch(bt(n.lineage,n.target),n.kind){case"text":ft(n,e);break;case"attribute":mt(n,e);break;case"insert":case"remove":case"move":yt(n,e);break;default:}for(let n of ht(t))V(n);return e}function ht(t){let e=new Set;for(let{kind:n,target:r,lineage:i}of t){let o=n==="text"?i.at(-1):r;o&&"children"in o&&e.add(o)}return e}function ft({target:t,change:e},n){let r=e(t.text),{live:i}=t,{offset:o,remove:s,insert:a}=N(i.data,r);i.replaceData(o,s,a),t.text=r,H(n,i.parentElement)}function mt({target:t,name:e,value:n},r){let{live:i,attributes:o}=t,s=vt(i,e);n===void 0?(i.removeAttribute(e),o.delete(e)):(z(i,e,n),o.set(e,n)),s&&gt(i,e),H(r,i)}function vt(t,e){if(t instanceof HTMLInputElement&&t.type!=="file"){if(e==="value")return t.value===t.defaultValue;if(e==="checked")return t.checked===t.defaultChecked}return t instanceof HTMLOptionElement&&t.selected===t.defaultSelected}function gt(t,e){t instanceof HTMLInputElement&&(e==="value"&&t.value!==t.defaultValue&&(t.value=t.defaultValue),e==="checked"&&(t.checked=t.defaultChecked)),t instanceof HTMLOptionElement&&e==="selected"&&(t.selected=t.defaultSelected)}function yt(t,e){let{target:n,taken:r}=t;switch(n.children=n.children.filter(i=>!r.includes(i)),t.kind){case"insert":{let i=t.added.map(B),o=X(n,t.before,i);for(let{live:s}of i)f(n).insertBefore(s,o);be(n,i,t.before);for(let s of i)we(e,s);break}case"remove":for(let{live:i}of r)i instanceof Element&&!Se(i.parentElement)&&e.removed++,i.remove();n.kind==="element"&&H(e,n.live);break;case"move":ve(f(n),r.map(({live:i})=>i),X(n,t.before,r)),be(n,r,t.before);for(let i of r)e.moved.add(i.live),we(e,i);break;default:t.kind}}function be(t,e,n){t.children.splice(Te(t,n),0,...e)}function Te(t,e){let n=e?t.children.indexOf(e):-1;return n<0?t.children.length:n}function X(t,e,n){let r=f(t),i=({live:p})=>p.parentNode===r,o=Te(t,e),s=t.children.slice(o).find(i);if(s)return s.live;let a=t.children.slice(0,o).reverse().find(i),d=a?a.live.nextSibling:r.firstChild,c=new Set(n.map(({live:p})=>p));for(;d&&c.has(d);)d=d.nextSibling;return d}function bt(t,e){t.forEach((n,r)=>{let i=t[r+1]??e;n.kind==="root"||i.kind==="root"||i.live.parentNode!==f(n)&&wt(n,i)})}function wt(t,e){t.children.includes(e)&&(e.kind==="element"?f(t).insertBefore(e.live,X(t,e,[e])):f(t).replaceChildren(...t.children.map(({live:n})=>n)))}function we(t,{live:e}){H(t,e instanceof Element?e:e.parentElement)}function H(t,e){let n=Se(e);n&&t.blocks.add(n)}function Se(t){let e=t?.closest("[data-key]")??t;return e?.parentElement?.closest("body")&&e.localName!=="main"?e:void 0}var j=class{anchors=[];base=0;seen=0;frame=0;resized=new ResizeObserver(()=>this.hold());sheet=new CSSStyleSheet;start(){this.sheet.replaceSync("html { overflow-anchor: none !important }"),document.adoptedStyleSheets.push(this.sheet),addEventListener("scroll",this.follow,{passive:!0});for(let e of[document.body,document.querySelector("main")])e&&this.resized.observe(e);this.remember()}stop(){document.adoptedStyleSheets=document.adoptedStyleSheets.filter(e=>e!==this.sheet),removeEventListener("scroll",this.follow),this.resized.disconnect(),cancelAnimationFrame(this.frame),this.frame=0,this.anchors=[]}keepOver(e){this.hold(),scrollY!==this.seen&&this.remember();let n=e(),r=[...n.moved],[i]=this.anchors;return this.anchors=this.anchors.filter(({element:o})=>o.isConnected&&!r.some(s=>s.contains(o))),this.hold(),i!==this.anchors[0]&&this.remember(),n}hold(){let e=this.anchors.find(({element:o})=>o.isConnected),n=scrollY;if(!e||n===0)return;let r=e.offset+this.base-n,i=e.element.getBoundingClientRect().top-r;Math.abs(i)<.5||(scrollBy({top:i,behavior:"instant"}),this.base+=scrollY-n,this.seen===n&&(this.seen=scrollY))}follow=()=>{this.frame||=requestAnimationFrame(()=>{this.frame=0,this.hold(),scrollY!==this.seen&&this.remember()})};remember(){this.base=scrollY,this.seen=scrollY,this.anchors=scrollY>0?xt(document.querySelector("main")??document.body):[]}};function xt(t){let e=[],n=Me(t.children),r=[];for(;n;){let{top:i}=n.getBoundingClientRect(),o=i<0?Me(kt(n)):void 0;if(!o)break;r.push(n),n=o}for(let i=n;i;i=r.pop()){let o=i===n?i:i.nextElementSibling;for(;o&&e.length<24;o=o.nextElementSibling)e.push({element:o,offset:o.getBoundingClientRect().top})}return e}function kt(t){return t.hasAttribute("data-key")&&!t.querySelector("[data-key]")?[]:t.children}function Me(t){let e=0,n=t.length;for(;e<n;){let r=e+n>>1;(t[r]?.getBoundingClientRect().bottom??0)<=0?e=r+1:n=r}return t[e]}var Ne=`:host {
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
  inset-inline-end: calc(12px + env(safe-area-inset-right, 0px));
  display: grid;
  justify-items: end;
  gap: 8px;
  max-inline-size: calc(100vw - 24px);
  pointer-events: none;
}
.row {
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
  inline-size: min(26rem, 100vw - 24px);
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
`;var Tt={connecting:"Connecting",live:"Live",reconnecting:"Reconnecting",refused:"Open the printed address again",stale:"Updating",error:"Error in the source"},St={connecting:"",live:"The preview is live",reconnecting:"The connection is lost; reconnecting",refused:"The preview does not let this page in any more; open the printed address again",stale:"The page is being brought up to date",error:"The source has errors"},Mt=2e3,U=class{corner=l("div",{class:"corner"});row=l("div",{class:"row"});host=l("sopwright-status",{"data-preview":""});label=l("span",{class:"label"});badge=l("button",{type:"button",class:"chip badge"},l("span",{class:"dot"}),this.label);speech=l("p",{class:"speech",role:"status"});state;nextTry;countdown;pause;changes=0;constructor(e){let n=new CSSStyleSheet;n.replaceSync(Ne);let r=this.host.attachShadow({mode:"open"});r.adoptedStyleSheets=[n],this.row.append(this.badge),this.corner.append(this.row,this.speech),r.append(this.corner),this.badge.addEventListener("click",e)}start(){document.documentElement.append(this.host)}stop(){clearInterval(this.countdown),clearTimeout(this.pause),this.host.remove()}show(e,n){let r=this.state;this.state=e,this.corner.dataset.state=e,this.nextTry=n===void 0?void 0:performance.now()+n,this.badge.disabled=e!=="reconnecting"&&e!=="stale",clearInterval(this.countdown),n!==void 0&&(this.countdown=setInterval(()=>this.write(),250)),this.write(),e!==r&&!((r===void 0||r==="connecting")&&e==="live")&&(this.speech.textContent=St[e])}announce(e){this.changes+=e,this.pause??=setTimeout(()=>{this.pause=void 0,this.changes>0&&(this.speech.textContent=`Page updated: ${y(this.changes,"change")}`),this.changes=0},Mt)}write(){let e=Math.ceil(((this.nextTry??0)-performance.now())/1e3),n=Tt[this.state??"connecting"];this.label.textContent=e>0&&this.state!=="refused"?`${n} in ${e} s`:n}};var $=class{constructor(e,n){this.row=e;this.place=n;this.button.addEventListener("click",()=>this.turn())}row;place;isPaper=!1;paper;button=l("button",{type:"button",class:"chip view","aria-pressed":"false","aria-keyshortcuts":"Alt+P",title:"Show the page as it is printed (Alt+P)",hidden:""},"Paper");start(){this.row.prepend(this.button),addEventListener("keydown",this.press),this.offer(),!this.button.hidden&&I("view")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.button.remove(),this.isPaper=!1,this.paper?.stop(),this.paper=void 0}offer=()=>{this.button.hidden=!T("paper")||location.protocol==="file:",this.paper?.read()};press=e=>{let{code:n,altKey:r,ctrlKey:i,metaKey:o,shiftKey:s,target:a}=e,d=a instanceof HTMLElement&&a.matches("input, textarea, [contenteditable]");n!=="KeyP"||!r||i||o||s||d||this.button.hidden||(e.preventDefault(),this.turn())};turn(){this.isPaper=!this.isPaper,this.button.setAttribute("aria-pressed",String(this.isPaper)),me("view",this.isPaper?"paper":void 0),this.show()}async show(){let e=this.isPaper&&!this.paper?await Nt():void 0;if(e&&this.isPaper&&!this.paper)this.paper=e,this.place.keepOver(()=>Pe(()=>e.start()));else if(!this.isPaper&&this.paper){let{paper:n}=this;this.paper=void 0,this.place.keepOver(()=>Pe(()=>n.stop()))}}};function Pe(t){return t(),{moved:new Set}}async function Nt(){let t=T("paper"),e=!t||t.sheet?void 0:new Promise(n=>t.addEventListener("load",n));try{let[n]=await Promise.all([g("paper"),e]);return new n.Paper}catch(n){console.warn("sopwright: the page cannot be shown as paper",n);return}}var _=class{mirror;version;connection;ladder;place=new j;status=new U(()=>this.connection.hurry());diagnostics=new C(this.status.corner,this.status.row);highlight=new R(this.status.row);view=new $(this.status.row,this.place);composition=new O(()=>this.release());isNew=!0;isJoined=!1;unanswered=0;isRefused=!1;isStale=!1;isFetching=!1;isStopped=!1;isScripted=document.documentElement.hasAttribute("data-preview-scripted");hasErrors=!1;held=[];visibilityChanges=0;constructor(e){this.mirror=x(document),this.version=S(document)??{epoch:"",revision:0,digest:""},this.connection=new L(e,G({type:"ping"}),{connecting:()=>this.lost(void 0),waiting:n=>this.lost(n),opened:()=>this.opened(),received:n=>this.receive(n),failed:n=>{this.ladder.failed(n)}}),this.ladder=new F(this.connection,e,()=>{this.isRefused=!0,this.showState()})}start(){document.addEventListener("visibilitychange",this.noteVisibility),this.status.start(),this.diagnostics.start(),this.highlight.start(),this.place.start(),this.view.start(),this.composition.start(),document.addEventListener("click",this.clicked),this.connection.start(),this.ladder.start(),this.isScripted&&this.align()}stop(){this.isStopped=!0,this.ladder.stop(),this.connection.stop(),document.removeEventListener("click",this.clicked),this.composition.stop(),this.view.stop(),this.place.stop(),this.highlight.stop(),this.diagnostics.stop(),this.status.stop(),document.removeEventListener("visibilitychange",this.noteVisibility)}noteVisibility=()=>{this.visibilityChanges++};clicked=({target:e})=>{let n=e instanceof Element?e.closest("[id]"):null;n&&!n.closest("[data-preview]")&&this.send({type:"clicked",block:n.id})};lost(e){this.isJoined=!1,this.held=[],this.showState(e)}opened(){this.unanswered=0,this.isFetching||this.join()}join(){this.unanswered++,this.send({type:"join",...this.version})}send(e){this.connection.send(G(e))}receive(e){let n=performance.now();try{this.handle(de(e),n)}catch(r){console.warn("sopwright: a message could not be used; the page is fetched again",r),this.resync()}}handle(e,n){switch(e?.type){case"joined":this.isAnswered()&&this.joined(e.epoch,e.revision);break;case"patch":this.isJoined&&this.patch(e,n);break;case"snapshot":this.isAnswered()&&this.resync();break;case"theme":case"paper":E(e.type,e.href,this.view.offer),this.view.offer();break;case"diagnostics":this.hasErrors=e.items.some(({severity:r})=>r==="error"),this.diagnostics.show(e.items),this.showState();break;case"pong":case"goodbye":case void 0:break;default:}}isAnswered(){return this.unanswered=Math.max(0,this.unanswered-1),this.unanswered===0&&!this.isFetching}joined(e,n){this.isJoined=!0,this.isRefused=this.isStale=this.isNew=!1,this.connection.confirm(),this.ladder.worked(),this.shows({...this.version,epoch:e,revision:n})}patch(e,n){if(this.held.length>0){this.hold(e,n);return}let r=e.base===this.version.revision?xe(this.mirror,e):void 0,i=this.composition.composing;r?i&&ke(r,i)?this.hold(e,n):(this.perform(r),this.shows({...this.version,revision:e.revision,digest:e.digest}),this.acknowledge(e.revision,n)):this.resync()}hold(e,n){this.held.push(()=>this.patch(e,n)),this.showState()}release(){let e=this.held;this.held=[];for(let n of e)n()}async align(){this.isFetching=!0;try{let e=await g("resync");this.mirror=e.alignedMirror(await e.fetchDelivered(this.version))}catch(e){console.warn("sopwright: the page cannot be told from what its scripts made of it",e)}this.isFetching=!1,this.isStopped||this.join()}async resync(){if(!this.isFetching){this.isFetching=!0,this.isJoined=!1,this.isStale=!0,this.held=[],this.showState();try{let{diff:e,fetchPage:n}=await g("resync"),r=await n();await this.composition.over(),this.isFetching=!1,this.isStopped||this.take(r,e(this.mirror.children,r.tree.children))}catch(e){console.warn("sopwright: the page could not be fetched; it is tried again",e),this.isFetching=!1,this.isStopped||this.connection.retry()}}}take({styles:e,version:n},r){let i=D(this.mirror,r);if(!i)throw new Error("the difference of two pages has an op that does not fit");this.perform(i),E("theme",e.theme,this.view.offer),E("paper",e.paper,this.view.offer),this.view.offer(),this.shows(n),this.join()}perform(e){if(e.length===0)return;let{blocks:n,removed:r}=this.place.keepOver(()=>Ee(e));this.highlight.show(n),this.status.announce(n.size+r)}acknowledge(e,n){let r=performance.now()-n,i=this.visibilityChanges;document.hidden||Pt(()=>{i===this.visibilityChanges&&this.send({type:"ack",revision:e,applied:r,painted:performance.now()-n})})}shows(e){this.version=e;let n=document.documentElement;n.setAttribute("data-preview-epoch",e.epoch),n.setAttribute("data-preview-revision",String(e.revision)),n.setAttribute("data-preview-digest",e.digest),this.showState()}showState(e){e!==void 0&&(this.isNew=!1);let n=this.state();document.documentElement.setAttribute("data-preview-state",n),this.status.show(n,e)}state(){return this.isRefused?"refused":this.isStale||this.held.length>0?"stale":this.isJoined?this.hasErrors?"error":"live":this.isNew?"connecting":"reconnecting"}};function Pt(t){requestAnimationFrame(()=>setTimeout(t))}var Lt=250,At=5e3,Ot=0;function Z(t,e){return new Promise((n,r)=>{let i=document.createElement("script"),o=c=>{clearTimeout(a),i.remove(),c()},s=()=>o(()=>r(new Error(`${t} cannot be loaded`))),a=setTimeout(s,At);i.setAttribute("data-preview",""),i.src=`_preview/${t}?${Ot++}`,i.onerror=s;let d;Object.assign(window,{[e]:c=>{d=c}}),i.onload=()=>o(()=>n(d)),document.head.append(i)})}async function Ct(){return M(await Z("page.js","sopwrightPage"))}function Rt(t){let e,n=setTimeout(t.opened);return{send(r){let i=JSON.parse(r);i.type==="ping"&&t.received(JSON.stringify({type:"pong"})),i.type==="join"&&(e?.abort(),e=new AbortController,It(i,t,e.signal))},close(){clearTimeout(n),e?.abort()}}}async function It({epoch:t,revision:e},n,r){let i=a=>{r.aborted||n.received(JSON.stringify(a))},o,s=new Map;try{for(;!r.aborted;){let a=await Z("updates.js","sopwrightUpdates"),d=o??e;if(a.epoch!==t||d<a.base||d>a.revision){i({type:"snapshot",epoch:a.epoch,revision:a.revision});return}o===void 0&&i({type:"joined",epoch:t,revision:e});for(let c of a.frames){let p=JSON.stringify(c);s.get(c.type)!==p&&(s.set(c.type,p),i(c))}for(let c of a.patches)(c.base??0)>=d&&i(c);o===a.revision&&i({type:"pong"}),o=a.revision,await new Promise(c=>setTimeout(c,Lt))}}catch{r.aborted||n.closed()}}K("resync",{alignedMirror:re,diff:se,fetchPage:Ct,fetchDelivered:()=>Z("page.js","sopwrightPage")});K("rungs",{});new _(Rt).start();
