// Made from web/client and web/shared by: npm --prefix web run build
function q(t){return({opened:e,received:n,closed:i})=>{let r=new WebSocket(t);return r.onopen=e,r.onmessage=({data:o})=>{typeof o=="string"&&n(o)},r.onclose=i,{send:o=>r.send(o),close(){r.onopen=r.onmessage=r.onclose=null,r.close()}}}}var Me=0,G=new Map;function h(t){if(G.has(t))return Promise.resolve(G.get(t));let e=new URL(`${t}.js`,import.meta.url);return e.search=new URL(import.meta.url).search,e.hash=String(Me++),import(e.href)}var x=class{constructor(e,n,i){this.transport=e;this.ping=n;this.user=i}transport;ping;user;link;isOpen=!1;attempts=0;timer;isAsked=!1;start(){document.addEventListener("visibilitychange",this.look),addEventListener("online",this.look),addEventListener("offline",this.look),this.connect()}stop(){document.removeEventListener("visibilitychange",this.look),removeEventListener("online",this.look),removeEventListener("offline",this.look),this.release()}send(e){this.isOpen&&this.link?.send(e)}confirm(){this.attempts=0}retry(){this.release(),this.wait()}hurry(){this.link||this.connect()}use(e){this.transport=e,this.attempts=0,this.connect()}connect(){this.release(),this.user.connecting(),this.schedule(5e3,()=>this.retry());let e=this.transport({opened:()=>{this.link===e&&(this.isOpen=!0,this.schedule(5e3,()=>this.retry()),this.user.opened())},received:n=>{this.link===e&&(this.listen(),this.user.received(n))},closed:()=>{this.link===e&&this.retry()}});this.link=e}wait(){if(document.hidden){this.user.waiting(void 0);return}let e=Math.min(1e4,250*2**this.attempts),n=Math.random()*e;this.attempts++,this.schedule(n,()=>this.connect()),this.user.waiting(n),this.user.failed(this.attempts)}listen(){this.isAsked=!1,this.schedule(15e3,()=>this.ask())}ask(){!this.isOpen||document.hidden||this.isAsked||(this.isAsked=!0,this.user.asked?.(),this.send(this.ping),this.schedule(2e3,()=>this.retry()))}look=()=>{this.isOpen?this.ask():document.hidden?this.link||this.pause():this.connect()};pause(){clearTimeout(this.timer),this.user.waiting(void 0)}release(){clearTimeout(this.timer);let{link:e}=this;this.link=void 0,this.isOpen=this.isAsked=!1,e?.close()}schedule(e,n){clearTimeout(this.timer),this.timer=setTimeout(n,e)}};var u=class extends Error{};function $(t){return JSON.stringify(t)}function Q(t){let e=w(Ae(t));switch(e.type){case"patch":return{type:"patch",base:c(e.base),revision:c(e.revision),digest:p(e.digest),shape:c(e.shape),edited:f(e.edited,c),ops:S(e.ops).map(Ne)};case"joined":case"snapshot":return{type:e.type,epoch:p(e.epoch),revision:c(e.revision)};case"theme":case"paper":return{type:e.type,href:p(e.href)};case"diagnostics":return{type:"diagnostics",items:S(e.items).map(Pe)};case"pong":return{type:"pong",now:f(e.now,c)};case"goodbye":return{type:"goodbye"};default:return}}function Ne(t){let e=w(t),n=S(e.at).map(c);switch(e.op){case"text":return{op:"text",at:n,text:p(e.text)};case"splice":return{op:"splice",at:n,offset:c(e.offset),remove:c(e.remove),insert:p(e.insert)};case"set":return{op:"set",at:n,name:p(e.name),value:p(e.value)};case"unset":return{op:"unset",at:n,name:p(e.name)};case"insert":return{op:"insert",at:n,before:f(e.before,c),nodes:S(e.nodes).map(X)};case"remove":return{op:"remove",at:n,index:c(e.index),count:c(e.count??1)};case"move":return{op:"move",at:n,index:c(e.index),count:c(e.count??1),before:f(e.before,c)};default:throw new u(`the op ${String(e.op)} is not known`)}}var Le=["http://www.w3.org/1999/xhtml","http://www.w3.org/2000/svg","http://www.w3.org/1998/Math/MathML"];function X(t){if(typeof t=="string")return{kind:"text",text:t};if(!Array.isArray(t))return{kind:"comment",text:p(w(t).comment)};let e=t,n=typeof e[0]=="number",i=Le[n?c(e[0]):0];if(i===void 0)throw new u("the namespace is not known");let[r,...o]=n?e.slice(1):e,s=Z(o[0]),a=s?Object.entries(w(o[0])):[];return{kind:"element",namespace:i,name:p(r),attributes:new Map(a.map(([l,k])=>[l,p(k)])),children:(s?o.slice(1):o).map(X)}}function Pe(t){let e=w(t),{severity:n}=e;return{severity:n==="error"||n==="warning"?n:"info",message:p(e.message),hint:f(e.hint,p),line:f(e.line,c),column:f(e.column,c)}}function Ae(t){try{return JSON.parse(t)}catch(e){throw new u("the frame is no JSON",{cause:e})}}function Z(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function w(t){if(Z(t))return t;throw new u("an object is missing")}function S(t){if(Array.isArray(t))return t;throw new u("a list is missing")}function p(t){if(typeof t=="string")return t;throw new u("a text is missing")}function c(t){if(typeof t=="number"&&Number.isSafeInteger(t)&&t>=0)return t;throw new u("a number is missing")}function f(t,e){return t===void 0?void 0:e(t)}var E=class{constructor(e){this.ask=e}ask;left=0;timer;asked;best;roundtrip;start(e){e&&(this.best=this.roundtrip=void 0),this.compare(1e3)}stop(){clearTimeout(this.timer)}leaves(){this.asked=performance.now()}answered(e,n){let{asked:i}=this;if(i===void 0)return;this.asked=void 0;let r=n-i;this.roundtrip=r;let o=this.best!==void 0&&n-this.best.at>3e5;(!this.best||o||r<=this.best.roundtrip)&&(this.best={roundtrip:r,offset:e-(i+n)/2,at:n}),--this.left>0&&this.ask()}since(e,n){return this.best&&Math.max(0,n+this.best.offset-e)}compare(e){clearTimeout(this.timer),this.timer=setTimeout(()=>this.compare(3e4),e),this.left=4,this.ask()}};var T=class{constructor(e){this.ended=e}ended;field;waiting=[];start(){addEventListener("compositionstart",this.begin,!0),addEventListener("compositionend",this.end,!0)}stop(){removeEventListener("compositionstart",this.begin,!0),removeEventListener("compositionend",this.end,!0),this.field=void 0}get composing(){return this.field?.isConnected?this.field:void 0}over(){return this.composing?new Promise(e=>this.waiting.push(e)):Promise.resolve()}begin=({target:e})=>{e instanceof Element&&(this.field=e)};end=()=>{this.field=void 0,setTimeout(()=>{this.ended();for(let e of this.waiting.splice(0))e()})}};function d(t,e={},...n){let i=document.createElement(t);for(let[r,o]of Object.entries(e))i.setAttribute(r,o);return i.append(...n),i}function y(t,e){return`${t} ${e}${t===1?"":"s"}`}var j=[["error","error"],["warning","warning"],["info","remark"]],M=class{constructor(e,n){this.corner=e;this.row=n;this.count.addEventListener("click",()=>this.toggle()),this.closer.addEventListener("click",()=>this.close()),this.panel.addEventListener("keydown",({key:i})=>{i==="Escape"&&this.close()})}corner;row;isOpen=!1;isUnwanted=!1;list=d("ol");closer=d("button",{type:"button",class:"close"},"Close");panel=d("section",{id:"findings",class:"panel","aria-labelledby":"findings-title",hidden:""},d("header",{},d("h2",{id:"findings-title"},"In the source"),this.closer),this.list);count=d("button",{type:"button",class:"chip count","aria-controls":"findings","aria-expanded":"false",hidden:""});start(){this.corner.prepend(this.panel),this.row.append(this.count)}stop(){this.panel.remove(),this.count.remove()}show(e){let n=e.some(({severity:i})=>i==="error");this.list.replaceChildren(...e.map(Oe)),this.count.textContent=Re(e),this.count.dataset.severity=j.map(([i])=>i).find(i=>e.some(r=>r.severity===i)),this.count.hidden=e.length===0,e.length===0?this.open(!1):n&&!this.isUnwanted&&this.open(!0)}toggle(){this.isUnwanted=this.isOpen,this.open(!this.isOpen)}close(){this.isUnwanted=!0,this.open(!1),this.count.focus()}open(e){this.isOpen=e,this.panel.hidden=!e,this.count.setAttribute("aria-expanded",String(e))}};function Re(t){return j.map(([n,i])=>{let r=t.filter(o=>o.severity===n).length;return r>0?y(r,i):""}).filter(Boolean).join(", ")}function Oe({severity:t,message:e,hint:n,line:i,column:r}){let o=j.find(([l])=>l===t)?.[1]??t,s=[i,r].filter(l=>l!==void 0).join(":"),a=s&&d("span",{class:"place"},`line ${s}`);return d("li",{"data-severity":t},d("p",{class:"heading"},d("strong",{},o)," ",a),d("p",{class:"message"},...ee(e)),...n?[d("p",{class:"hint"},...ee(n))]:[])}function ee(t){let e=t.split("`");return e.length%2===0?[t]:e.map((n,i)=>i%2===1?d("code",{},n):n)}var te="rgb(250 190 20 / 0.26)",Ce="rgb(200 130 0)",Ie=1600,ne="sopwright-change",N=class{constructor(e){this.row=e}row;unseen=new Map;watcher=new IntersectionObserver(e=>this.look(e));notes={above:this.note("above"),below:this.note("below")};start(){this.row.prepend(this.notes.above,this.notes.below)}stop(){this.watcher.disconnect(),this.unseen.clear();for(let e of Object.values(this.notes))e.remove()}show(e){for(let n of e)this.watcher.unobserve(n),this.watcher.observe(n)}look(e){for(let{target:n,isIntersecting:i,boundingClientRect:r}of e)i||!n.isConnected?(this.watcher.unobserve(n),this.unseen.delete(n),i&&Fe(n)):this.unseen.set(n,r.bottom<=0?"above":"below");this.showNotes()}showNotes(){for(let e of["above","below"]){let n=this.at(e).length,i=this.notes[e];i.hidden=n===0,i.textContent=`${e==="above"?"↑":"↓"} ${y(n,"change")} ${e}`}}note(e){let n=d("button",{type:"button",class:"chip note",hidden:""});return n.addEventListener("click",()=>this.leadTo(e)),n}at(e){return[...this.unseen.keys()].filter(n=>this.unseen.get(n)===e)}leadTo(e){let n=o=>Math.abs(o.getBoundingClientRect().top),[i]=this.at(e).sort((o,s)=>n(o)-n(s)),r=ie()?"instant":"smooth";i?.scrollIntoView({block:"center",behavior:r})}};function Fe(t){for(let i of t.getAnimations())i.id===ne&&i.cancel();let e={outline:`2px solid ${Ce}`,outlineOffset:"4px"},n=ie()?[e,e]:[{offset:0,backgroundColor:te,boxShadow:`0 0 0 0.3em ${te}`}];t.animate(n,{id:ne,duration:Ie,easing:"ease-in"})}function ie(){return matchMedia("(prefers-reduced-motion: reduce)").matches}function L(t,e){try{e===void 0?localStorage.removeItem(`sopwright-${t}`):localStorage.setItem(`sopwright-${t}`,e)}catch{}}function g(t){try{return localStorage.getItem(`sopwright-${t}`)??void 0}catch{return}}var De=5e3,_e=2,P=class{constructor(e,n,i){this.connection=e;this.top=n;this.refused=i}connection;top;refused;rungs;isLooking=!1;wasThere=!1;start(){g("rung")&&this.load().then(e=>e?.start())}stop(){this.rungs?.stop()}async failed(e){if(e<_e||this.isLooking)return;this.isLooking=!0;let n=await Ue();n===403&&this.refused();let i=n===200;i&&(this.wasThere||this.rungs?.isLower)&&(await this.load())?.descend(),this.wasThere=i,this.isLooking=!1}worked(){this.wasThere=!1}async load(){if(this.rungs)return this.rungs;try{let{Rungs:e}=await h("rungs");this.rungs??=new e(this.connection,this.top)}catch{}return this.rungs}};async function Ue(){try{let t=AbortSignal.timeout(De);return(await fetch(location.href,{method:"HEAD",cache:"no-store",signal:t})).status}catch{return}}function A(t,e){let{altKey:n,ctrlKey:i,metaKey:r,shiftKey:o,target:s}=t,a=s instanceof HTMLElement&&s.matches("input, textarea, [contenteditable]");return t.code===e&&n&&!i&&!r&&!o&&!a}var He=40,R=class{constructor(e){this.corner=e}corner;times=[];isShown=!1;panel;start(){addEventListener("keydown",this.press),g("latency")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.panel?.remove()}painted(e){this.times.push(e),this.times.length>He&&this.times.shift(),this.panel?.show(this.times)}press=e=>{A(e,"KeyL")&&(e.preventDefault(),this.turn(),L("latency",this.isShown?"shown":void 0))};async turn(){if(this.isShown=!this.isShown,this.panel?.remove(),this.panel=void 0,!!this.isShown)try{let{LatencyPanel:e}=await h("latency");if(!this.isShown||this.panel)return;this.panel=new e(this.corner),this.panel.show(this.times)}catch(e){console.warn("sopwright: the latency cannot be shown",e)}}};var z="data-stretch",Be="12rem";function re(){let t=document.querySelector(`[${z}]`);if(!t)return;let e=new CSSStyleSheet;e.insertRule(`:where([${z}]) { contain-intrinsic-block-size: auto calc(${t.childElementCount} * ${Be}) }`),document.adoptedStyleSheets.push(e)}function m(t){return t instanceof Element&&t.hasAttribute(z)}function oe(t){let e=[];for(let n of t.childNodes)m(n)?e.push(...n.childNodes):e.push(n);return e}function se(t){let{parentNode:e}=t;return m(e)?e.parentNode:e}var $e=new Set(["epoch","revision","digest","scripted","socket-port","state","transport"].map(t=>`data-preview-${t}`));function ae(t){return{kind:"root",live:t,children:de(t)}}function v(t){let{live:e}=t;return e instanceof HTMLTemplateElement?e.content:e}function V(t){if(t.kind==="element")return je(t);let e=t.kind==="text";return{...t,live:e?new Text(t.text):new Comment(t.text)}}function je(t){let e=ze(t);for(let[i,r]of t.attributes)Y(e,i,r);let n={...t,live:e,attributes:new Map(t.attributes),children:t.children.map(V)};return v(n).append(...n.children.map(i=>i.live)),n}function ze({namespace:t,name:e}){return t===document.documentElement.namespaceURI?document.createElement(e):document.createElementNS(t,e)}function W(t){let e=[];for(let n of t.children){let i=e.at(-1);n.kind!=="text"?e.push(n):n.text===""?n.live.remove():i?.kind==="text"?(i.text+=n.text,i.live.appendData(n.live.data),n.live.remove()):e.push(n)}t.children=e}var Ve=[[/^xlink:(actuate|arcrole|href|role|show|title|type)$/,"http://www.w3.org/1999/xlink"],[/^xml:(lang|space)$/,"http://www.w3.org/XML/1998/namespace"],[/^xmlns(:xlink)?$/,"http://www.w3.org/2000/xmlns/"]];function Y(t,e,n){let r=(t instanceof HTMLElement?[]:Ve).find(([o])=>o.test(e))?.[1];try{r?t.setAttributeNS(r,e,n):t.setAttribute(e,n)}catch{}}function de(t){let e=[];for(let n of oe(t)){let i=We(n);i&&e.push(i)}return e}function We(t){return t instanceof Text?{kind:"text",text:t.data,live:t}:t instanceof Comment?{kind:"comment",text:t.data,live:t}:t instanceof Element?Ye(t):void 0}function Ye(t){if(t.hasAttribute("data-preview"))return;let e=new Map;for(let{name:i,value:r}of t.attributes)(t!==t.ownerDocument.documentElement||!$e.has(i))&&e.set(i,r);let n={kind:"element",namespace:t.namespaceURI??"",name:t.localName,attributes:e,live:t,children:[]};return n.children=de(v(n)),W(n),n}function ce({home:t,next:e},n){let i="moveBefore"in t&&t.isConnected&&n.every(o=>o.isConnected),r=[Ke(n),...i?[]:Je(n)];for(let o of n)i?t.moveBefore(o,e):t.insertBefore(o,e);for(let o of r)o()}function Ke(t){let e=getSelection(),n=t.some(a=>a.contains(e?.anchorNode??null)||a.contains(e?.focusNode??null));if(!e?.anchorNode||!e.focusNode||!n||Qe(le()))return()=>{};let{anchorNode:i,anchorOffset:r,focusNode:o,focusOffset:s}=e;return()=>e.setBaseAndExtent(i,r,o,s)}function Je(t){return t.flatMap(n=>n instanceof Element?[n,...n.querySelectorAll("*")]:[]).flatMap(n=>[...qe(n),...Ge(n),...n===le()?[()=>n.focus({preventScroll:!0})]:[]])}function qe(t){let{scrollLeft:e,scrollTop:n}=t;return e===0&&n===0?[]:[()=>t.scrollTo({left:e,top:n,behavior:"instant"})]}function Ge(t){return!(t instanceof HTMLMediaElement)||t.paused?[]:[()=>{t.play().catch(()=>{})}]}function le(){return document.activeElement}function Qe(t){return t instanceof HTMLInputElement||t instanceof HTMLTextAreaElement}function pe(t,e){let n=2166136261,i=o=>{n=Math.imul(n^o,16777619)},r=o=>{for(let s=0;s<o.length;s++)i(o.charCodeAt(s))};for(let o of e){let s=t;for(let a of o.at){if(!s||!("children"in s))return;i(s.children.length),s=s.children[a]}if(!s)return;if("children"in s)s.kind==="element"&&r(s.name),i(s.children.length);else if(i(s.text.length),o.op==="splice"){let a=o.offset+o.remove;if(a>s.text.length)return;r(s.text.slice(o.offset,a))}}return n>>>0}function O(t,e){let n=[];for(let i of e){let r=Xe(t,i);if(!r)return;n.push(r)}return n}function Xe(t,e){let n=[],i=t;for(let r of e.at){if(!("children"in i))return;n.push(i);let o=i.children[r];if(!o)return;i=o}switch(e.op){case"text":case"splice":return"children"in i?void 0:{kind:"text",lineage:n,target:i,change:Ze(e)};case"set":case"unset":return i.kind!=="element"?void 0:{kind:"attribute",lineage:n,target:i,name:e.name,value:e.op==="set"?e.value:void 0};case"insert":case"remove":case"move":return"children"in i?et(n,i,e):void 0;default:return e}}function Ze(t){return t.op==="text"?()=>t.text:e=>e.slice(0,t.offset)+t.insert+e.slice(t.offset+t.remove)}function et(t,e,n){let{children:i}=e,r=n.op==="insert"?0:n.index,o=n.op==="insert"?0:n.index+n.count,s=n.op==="remove"?void 0:n.before,a=s===void 0?void 0:i[s],l=i.slice(r,o);if(!(o>i.length||s!==void 0&&!a||a&&l.includes(a)))return{kind:n.op,lineage:t,target:e,taken:l,added:n.op==="insert"?n.nodes:[],before:a}}function he(t,e){let n=Math.min(t.length,e.length),i=0;for(;i<n&&t[i]===e[i];)i++;let r=0;for(;r<n-i&&t.at(-1-r)===e.at(-1-r);)r++;return{offset:i,remove:t.length-r-i,insert:e.slice(i,e.length-r)}}function ve(t,e){return pe(t,e.ops)===e.shape?O(t,e.ops):void 0}function ye(t,e){return t.some(n=>{let i="taken"in n?n.taken:[];return e.contains(n.target.live)||i.some(({live:r})=>r.contains(e))})}function ge(t){let e={blocks:new Set,moved:new Set,removed:0};for(let n of t)switch(at(n.lineage,n.target),n.kind){case"text":nt(n,e);break;case"attribute":it(n,e);break;case"insert":case"remove":case"move":st(n,e);break;default:}for(let n of tt(t))W(n);return e}function tt(t){let e=new Set;for(let{kind:n,target:i,lineage:r}of t){let o=n==="text"?r.at(-1):i;o&&"children"in o&&e.add(o)}return e}function nt({target:t,change:e},n){let i=e(t.text),{live:r}=t,{offset:o,remove:s,insert:a}=he(r.data,i);r.replaceData(o,s,a),t.text=i,C(n,r.parentElement)}function it({target:t,name:e,value:n},i){let{live:r,attributes:o}=t,s=rt(r,e);n===void 0?(r.removeAttribute(e),o.delete(e)):(Y(r,e,n),o.set(e,n)),s&&ot(r,e),C(i,r)}function rt(t,e){if(t instanceof HTMLInputElement&&t.type!=="file"){if(e==="value")return t.value===t.defaultValue;if(e==="checked")return t.checked===t.defaultChecked}return t instanceof HTMLOptionElement&&t.selected===t.defaultSelected}function ot(t,e){t instanceof HTMLInputElement&&(e==="value"&&t.value!==t.defaultValue&&(t.value=t.defaultValue),e==="checked"&&(t.checked=t.defaultChecked)),t instanceof HTMLOptionElement&&e==="selected"&&(t.selected=t.defaultSelected)}function st(t,e){let{target:n,taken:i}=t;switch(n.children=n.children.filter(r=>!i.includes(r)),t.kind){case"insert":{let r=t.added.map(V),o=K(n,t.before,r);for(let{live:s}of r)o.home.insertBefore(s,o.next);ue(n,r,t.before);for(let s of r)me(e,s);break}case"remove":for(let{live:r}of i)r instanceof Element&&!ke(r.parentElement)&&e.removed++,r.remove();n.kind==="element"&&C(e,n.live);break;case"move":ce(K(n,t.before,i),i.map(({live:r})=>r)),ue(n,i,t.before);for(let r of i)e.moved.add(r.live),me(e,r);break;default:t.kind}}function ue(t,e,n){t.children.splice(be(t,n),0,...e)}function be(t,e){let n=e?t.children.indexOf(e):-1;return n<0?t.children.length:n}function K(t,e,n){let i=({live:B})=>we(t,B),r=be(t,e),o=t.children.slice(r).find(i)?.live;if(o)return{home:fe(o,t),next:o};let s=t.children.slice(0,r).findLast(i)?.live,a=s?fe(s,t):v(t),l=s?s.nextSibling:a.firstChild,k=new Set(n.map(({live:B})=>B));for(;l&&k.has(l);)l=l.nextSibling;return{home:a,next:l}}function we(t,e){return se(e)===v(t)}function fe({parentNode:t},e){return m(t)?t:v(e)}function at(t,e){t.forEach((n,i)=>{let r=t[i+1]??e;n.kind==="root"||r.kind==="root"||we(n,r.live)||dt(n,r)})}function dt(t,e){if(t.children.includes(e))if(e.kind==="element"){let{home:n,next:i}=K(t,e,[e]);n.insertBefore(e.live,i)}else v(t).replaceChildren(...t.children.map(({live:n})=>n))}function me(t,{live:e}){C(t,e instanceof Element?e:e.parentElement)}function C(t,e){let n=ke(e);n&&t.blocks.add(n)}function ke(t){let e=t?.closest("[data-key]")??t;if(e?.parentElement?.closest("body"))return e.localName==="main"||m(e)?void 0:e}var ct=24,I=class{anchors=[];base=0;seen=0;frame=0;resized=new ResizeObserver(()=>this.hold());sheet=new CSSStyleSheet;start(){this.sheet.replaceSync("html { overflow-anchor: none !important }"),document.adoptedStyleSheets.push(this.sheet),addEventListener("scroll",this.follow,{passive:!0});for(let e of[document.body,document.querySelector("main")])e&&this.resized.observe(e);this.remember()}stop(){document.adoptedStyleSheets=document.adoptedStyleSheets.filter(e=>e!==this.sheet),removeEventListener("scroll",this.follow),this.resized.disconnect(),cancelAnimationFrame(this.frame),this.frame=0,this.anchors=[]}keepOver(e){this.hold(),scrollY!==this.seen&&this.remember();let n=e(),i=[...n.moved],[r]=this.anchors;return this.anchors=this.anchors.filter(({element:o})=>o.isConnected&&!i.some(s=>s.contains(o))),this.hold(),r!==this.anchors[0]&&this.remember(),n}hold(){let e=this.anchors.find(({element:o})=>o.isConnected),n=scrollY;if(!e||n===0)return;let i=e.offset+this.base-n,r=e.element.getBoundingClientRect().top-i;Math.abs(r)<.5||(scrollBy({top:r,behavior:"instant"}),this.base+=scrollY-n,this.seen===n&&(this.seen=scrollY))}follow=()=>{this.frame||=requestAnimationFrame(()=>{this.frame=0,this.hold(),scrollY!==this.seen&&this.remember()})};remember(){this.base=scrollY,this.seen=scrollY,this.anchors=scrollY>0?lt(document.querySelector("main")??document.body):[]}};function lt(t){let e=[],n=xe(t.children),i=[];for(;n;){let o=n.getBoundingClientRect().top<0||m(n)?xe(pt(n)):void 0;if(!o)break;i.push(n),n=o}for(let r=n;r;r=i.pop()){let o=r===n?r:r.nextElementSibling;for(;o&&e.length<ct;o=o.nextElementSibling)e.push({element:o,offset:o.getBoundingClientRect().top})}return e}function pt(t){return t.hasAttribute("data-key")&&!t.querySelector("[data-key]")?[]:t.children}function xe(t){let e=0,n=t.length;for(;e<n;){let i=e+n>>1;(t[i]?.getBoundingClientRect().bottom??0)<=0?e=i+1:n=i}return t[e]}var Se=`:host {
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
`;var ut={connecting:"Connecting",live:"Live",reconnecting:"Reconnecting",refused:"Open the printed address again",stale:"Updating",error:"Error in the source"},ft={connecting:"",live:"The preview is live",reconnecting:"The connection is lost; reconnecting",refused:"The preview does not let this page in any more; open the printed address again",stale:"The page is being brought up to date",error:"The source has errors"},mt=2e3,F=class{corner=d("div",{class:"corner"});row=d("div",{class:"row"});host=d("sopwright-status",{"data-preview":""});label=d("span",{class:"label"});badge=d("button",{type:"button",class:"chip badge"},d("span",{class:"dot"}),this.label);speech=d("p",{class:"speech",role:"status"});state;nextTry;countdown;pause;changes=0;constructor(e){let n=new CSSStyleSheet;n.replaceSync(Se);let i=this.host.attachShadow({mode:"open"});i.adoptedStyleSheets=[n],this.row.append(this.badge),this.corner.append(this.row,this.speech),i.append(this.corner),this.badge.addEventListener("click",e)}start(){document.documentElement.append(this.host)}stop(){clearInterval(this.countdown),clearTimeout(this.pause),this.host.remove()}show(e,n){let i=this.state;if(e===i&&n===void 0&&this.nextTry===void 0)return;this.state=e,this.corner.dataset.state=e,this.nextTry=n===void 0?void 0:performance.now()+n,this.badge.disabled=e!=="reconnecting"&&e!=="stale",clearInterval(this.countdown),n!==void 0&&(this.countdown=setInterval(()=>this.write(),250)),this.write(),e!==i&&!((i===void 0||i==="connecting")&&e==="live")&&(this.speech.textContent=ft[e])}announce(e){this.changes+=e,this.pause??=setTimeout(()=>{this.pause=void 0,this.changes>0&&(this.speech.textContent=`Page updated: ${y(this.changes,"change")}`),this.changes=0},mt)}write(){let e=Math.ceil(((this.nextTry??0)-performance.now())/1e3),n=ut[this.state??"connecting"];this.label.textContent=e>0&&this.state!=="refused"?`${n} in ${e} s`:n}};function D(t,e,n){let i=J(document,t),r=i.at(-1);if(e===void 0){for(let a of i)a.remove();return}let o=new URL(e,location.href).href;if(r?.href===o)return;let s=document.createElement("link");s.setAttribute("data-preview",t),s.rel="stylesheet",t==="paper"&&(s.media=r?.media??"print"),s.href=o,s.onload=()=>{for(let a of J(document,t)){if(a===s)break;a.remove()}n?.()},s.onerror=()=>s.remove(),r?r.after(s):t==="theme"?document.head.insertBefore(s,_("paper")):document.head.append(s)}function _(t){return J(document,t)[0]??null}function J(t,e){return[...t.querySelectorAll(`head > link[data-preview=${e}]`)]}function Ee(t){let{previewEpoch:e,previewRevision:n,previewDigest:i}=t.documentElement.dataset;if(!(!e||!n||!i))return{epoch:e,revision:Number(n),digest:i}}var U=class{constructor(e,n){this.row=e;this.place=n;this.button.addEventListener("click",()=>this.turn())}row;place;isPaper=!1;paper;button=d("button",{type:"button",class:"chip view","aria-pressed":"false","aria-keyshortcuts":"Alt+P",title:"Show the page as it is printed (Alt+P)",hidden:""},"Paper");start(){this.row.prepend(this.button),addEventListener("keydown",this.press),this.offer(),!this.button.hidden&&g("view")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.button.remove(),this.isPaper=!1,this.paper?.stop(),this.paper=void 0}offer=()=>{this.button.hidden=!_("paper")||location.protocol==="file:",this.paper?.read()};press=e=>{this.button.hidden||!A(e,"KeyP")||(e.preventDefault(),this.turn())};turn(){this.isPaper=!this.isPaper,this.button.setAttribute("aria-pressed",String(this.isPaper)),L("view",this.isPaper?"paper":void 0),this.show()}async show(){let e=this.isPaper&&!this.paper?await vt():void 0;if(e&&this.isPaper&&!this.paper)this.paper=e,this.place.keepOver(()=>Te(()=>e.start()));else if(!this.isPaper&&this.paper){let{paper:n}=this;this.paper=void 0,this.place.keepOver(()=>Te(()=>n.stop()))}}};function Te(t){return t(),{moved:new Set}}async function vt(){let t=_("paper"),e=!t||t.sheet?void 0:new Promise(n=>t.addEventListener("load",n));try{let[n]=await Promise.all([h("paper"),e]);return new n.Paper}catch(n){console.warn("sopwright: the page cannot be shown as paper",n);return}}var H=class{mirror;version;connection;ladder;place=new I;status=new F(()=>this.connection.hurry());diagnostics=new M(this.status.corner,this.status.row);highlight=new N(this.status.row);view=new U(this.status.row,this.place);latency=new R(this.status.corner);clock=new E(()=>this.connection.ask());composition=new T(()=>this.release());isNew=!0;isJoined=!1;why;unanswered=0;isRefused=!1;isStale=!1;isFetching=!1;isStopped=!1;isScripted=document.documentElement.hasAttribute("data-preview-scripted");hasErrors=!1;held=[];visibilityChanges=0;constructor(e){this.mirror=ae(document),this.version=Ee(document)??{epoch:"",revision:0,digest:""},this.connection=new x(e,$({type:"ping"}),{connecting:()=>this.lost(void 0),waiting:n=>this.lost(n),opened:()=>this.opened(),received:n=>this.receive(n),failed:n=>{this.ladder.failed(n)},asked:()=>this.clock.leaves()}),this.ladder=new P(this.connection,e,()=>{this.isRefused=!0,this.showState()})}start(){document.addEventListener("visibilitychange",this.noteVisibility),re(),this.status.start(),this.diagnostics.start(),this.highlight.start(),this.place.start(),this.view.start(),this.latency.start(),this.composition.start(),document.addEventListener("click",this.clicked),this.connection.start(),this.ladder.start(),this.isScripted&&this.align()}stop(){this.isStopped=!0,this.clock.stop(),this.ladder.stop(),this.connection.stop(),document.removeEventListener("click",this.clicked),this.composition.stop(),this.latency.stop(),this.view.stop(),this.place.stop(),this.highlight.stop(),this.diagnostics.stop(),this.status.stop(),document.removeEventListener("visibilitychange",this.noteVisibility)}noteVisibility=()=>{this.visibilityChanges++};clicked=({target:e})=>{let n=e instanceof Element?e.closest("[id]"):null;n&&!n.closest("[data-preview]")&&this.send({type:"clicked",block:n.id})};lost(e){this.isJoined=!1,this.held=[],this.showState(e)}opened(){this.unanswered=0,this.isFetching||this.join()}join(){this.unanswered++,this.send({type:"join",...this.version,why:this.why})}send(e){this.connection.send($(e))}receive(e){let n=performance.now();try{this.handle(Q(e),n)}catch(i){console.warn("sopwright: a message could not be used; the page is fetched again",i),this.resync()}}handle(e,n){switch(e?.type){case"joined":this.isAnswered()&&this.joined(e.epoch,e.revision);break;case"patch":this.isJoined&&this.patch(e,n);break;case"snapshot":this.isAnswered()&&this.resync();break;case"theme":case"paper":D(e.type,e.href,this.view.offer),this.view.offer();break;case"diagnostics":this.hasErrors=e.items.some(({severity:i})=>i==="error"),this.diagnostics.show(e.items),this.showState();break;case"pong":e.now!==void 0&&this.clock.answered(e.now/1e3,n);break;case"goodbye":case void 0:break;default:}}isAnswered(){return this.unanswered=Math.max(0,this.unanswered-1),this.unanswered===0&&!this.isFetching}joined(e,n){this.isJoined=!0,this.isRefused=this.isStale=this.isNew=!1,this.connection.confirm(),this.ladder.worked(),this.why="reconnected",this.clock.start(e!==this.version.epoch),this.shows({...this.version,epoch:e,revision:n})}patch(e,n){if(this.held.length>0){this.hold(e,n);return}let i=e.base===this.version.revision?ve(this.mirror,e):void 0,r=this.composition.composing;i?r&&ye(i,r)?this.hold(e,n):(this.perform(i),this.shows({...this.version,revision:e.revision,digest:e.digest}),this.acknowledge(e,n)):this.resync()}hold(e,n){this.held.push(()=>this.patch(e,n)),this.showState()}release(){let e=this.held;this.held=[];for(let n of e)n()}async align(){this.isFetching=!0;try{let e=await h("resync");this.mirror=e.alignedMirror(await e.fetchDelivered(this.version))}catch(e){console.warn("sopwright: the page cannot be told from what its scripts made of it",e)}this.isFetching=!1,this.isStopped||this.join()}async resync(){if(!this.isFetching){this.isFetching=!0,this.isJoined=!1,this.isStale=!0,this.held=[],this.showState();try{let{diff:e,fetchPage:n}=await h("resync"),i=await n();await this.composition.over(),this.isFetching=!1,this.isStopped||this.take(i,e(this.mirror.children,i.tree.children))}catch(e){console.warn("sopwright: the page could not be fetched; it is tried again",e),this.isFetching=!1,this.isStopped||this.connection.retry()}}}take({styles:e,version:n},i){let r=O(this.mirror,i);if(!r)throw new Error("the difference of two pages has an op that does not fit");this.perform(r),D("theme",e.theme,this.view.offer),D("paper",e.paper,this.view.offer),this.view.offer(),this.shows(n),this.why="resynced",this.join()}perform(e){if(e.length===0)return;let{blocks:n,removed:i}=this.place.keepOver(()=>ge(e));document.documentElement.hasAttribute("data-preview-quiet")||(this.highlight.show(n),this.status.announce(n.size+i))}acknowledge({revision:e,edited:n},i){let r=performance.now()-i,o=n===void 0?void 0:this.clock.since(n/1e3,i),s=this.visibilityChanges;document.hidden||yt(()=>{if(s!==this.visibilityChanges)return;let a=performance.now()-i;setTimeout(()=>{this.send({type:"ack",revision:e,since:o,applied:r,painted:a,roundtrip:this.clock.roundtrip}),o!==void 0&&this.latency.painted(o+a)})})}shows(e){this.version=e;let n=document.documentElement;n.setAttribute("data-preview-epoch",e.epoch),n.setAttribute("data-preview-revision",String(e.revision)),n.setAttribute("data-preview-digest",e.digest),this.showState()}showState(e){e!==void 0&&(this.isNew=!1);let n=this.state(),i=document.documentElement;i.dataset.previewState!==n&&(i.dataset.previewState=n),this.status.show(n,e)}state(){return this.isRefused?"refused":this.isStale||this.held.length>0?"stale":this.isJoined?this.hasErrors?"error":"live":this.isNew?"connecting":"reconnecting"}};function yt(t){let e=new ResizeObserver(()=>{e.disconnect(),setTimeout(t)});e.observe(document.documentElement)}var b=new URL("_preview/socket",location.href);b.protocol=b.protocol.replace("http","ws");b.port=document.documentElement.dataset.previewSocketPort??b.port;new H(await gt()).start();async function gt(){if(crossOriginIsolated&&parent!==window)try{let{workerSocket:t}=await h("socket");return t(b)}catch{}return q(b)}
