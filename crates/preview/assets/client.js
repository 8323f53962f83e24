// Made from web/client and web/shared by: npm --prefix web run build
function K(n){return({opened:e,received:t,closed:i})=>{let r=new WebSocket(n);return r.onopen=e,r.onmessage=({data:o})=>{typeof o=="string"&&t(o)},r.onclose=i,{send:o=>r.send(o),close(){r.onopen=r.onmessage=r.onclose=null,r.close()}}}}var k=class{constructor(e,t,i){this.transport=e;this.ping=t;this.user=i}transport;ping;user;link;isOpen=!1;attempts=0;timer;isAsked=!1;start(){document.addEventListener("visibilitychange",this.look),addEventListener("online",this.look),addEventListener("offline",this.look),this.connect()}stop(){document.removeEventListener("visibilitychange",this.look),removeEventListener("online",this.look),removeEventListener("offline",this.look),this.release()}send(e){this.isOpen&&this.link?.send(e)}confirm(){this.attempts=0}retry(){this.release(),this.wait()}hurry(){this.link||this.connect()}use(e){this.transport=e,this.attempts=0,this.connect()}connect(){this.release(),this.user.connecting(),this.schedule(5e3,()=>this.retry());let e=this.transport({opened:()=>{this.link===e&&(this.isOpen=!0,this.schedule(5e3,()=>this.retry()),this.user.opened())},received:t=>{this.link===e&&(this.listen(),this.user.received(t))},closed:()=>{this.link===e&&this.retry()}});this.link=e}wait(){if(document.hidden){this.user.waiting(void 0);return}let e=Math.min(1e4,250*2**this.attempts),t=Math.random()*e;this.attempts++,this.schedule(t,()=>this.connect()),this.user.waiting(t),this.user.failed(this.attempts)}listen(){this.isAsked=!1,this.schedule(15e3,()=>this.ask())}ask(){!this.isOpen||document.hidden||this.isAsked||(this.isAsked=!0,this.user.asked?.(),this.send(this.ping),this.schedule(2e3,()=>this.retry()))}look=()=>{this.isOpen?this.ask():document.hidden?this.link||this.pause():this.connect()};pause(){clearTimeout(this.timer),this.user.waiting(void 0)}release(){clearTimeout(this.timer);let{link:e}=this;this.link=void 0,this.isOpen=this.isAsked=!1,e?.close()}schedule(e,t){clearTimeout(this.timer),this.timer=setTimeout(t,e)}};var h=class extends Error{};function B(n){return JSON.stringify(n)}function J(n){let e=g(xe(n));switch(e.type){case"patch":return{type:"patch",base:c(e.base),revision:c(e.revision),digest:p(e.digest),shape:c(e.shape),edited:m(e.edited,c),ops:x(e.ops).map(be)};case"joined":case"snapshot":return{type:e.type,epoch:p(e.epoch),revision:c(e.revision)};case"theme":case"paper":return{type:e.type,href:p(e.href)};case"diagnostics":return{type:"diagnostics",items:x(e.items).map(ke)};case"pong":return{type:"pong",now:m(e.now,c)};case"goodbye":return{type:"goodbye"};default:return}}function be(n){let e=g(n),t=x(e.at).map(c);switch(e.op){case"text":return{op:"text",at:t,text:p(e.text)};case"splice":return{op:"splice",at:t,offset:c(e.offset),remove:c(e.remove),insert:p(e.insert)};case"set":return{op:"set",at:t,name:p(e.name),value:p(e.value)};case"unset":return{op:"unset",at:t,name:p(e.name)};case"insert":return{op:"insert",at:t,before:m(e.before,c),nodes:x(e.nodes).map(q)};case"remove":return{op:"remove",at:t,index:c(e.index),count:c(e.count??1)};case"move":return{op:"move",at:t,index:c(e.index),count:c(e.count??1),before:m(e.before,c)};default:throw new h(`the op ${String(e.op)} is not known`)}}var we=["http://www.w3.org/1999/xhtml","http://www.w3.org/2000/svg","http://www.w3.org/1998/Math/MathML"];function q(n){if(typeof n=="string")return{kind:"text",text:n};if(!Array.isArray(n))return{kind:"comment",text:p(g(n).comment)};let e=n,t=typeof e[0]=="number",i=we[t?c(e[0]):0];if(i===void 0)throw new h("the namespace is not known");let[r,...o]=t?e.slice(1):e,s=G(o[0]),a=s?Object.entries(g(o[0])):[];return{kind:"element",namespace:i,name:p(r),attributes:new Map(a.map(([l,w])=>[l,p(w)])),children:(s?o.slice(1):o).map(q)}}function ke(n){let e=g(n),{severity:t}=e;return{severity:t==="error"||t==="warning"?t:"info",message:p(e.message),hint:m(e.hint,p),line:m(e.line,c),column:m(e.column,c)}}function xe(n){try{return JSON.parse(n)}catch(e){throw new h("the frame is no JSON",{cause:e})}}function G(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function g(n){if(G(n))return n;throw new h("an object is missing")}function x(n){if(Array.isArray(n))return n;throw new h("a list is missing")}function p(n){if(typeof n=="string")return n;throw new h("a text is missing")}function c(n){if(typeof n=="number"&&Number.isSafeInteger(n)&&n>=0)return n;throw new h("a number is missing")}function m(n,e){return n===void 0?void 0:e(n)}var E=class{constructor(e){this.ask=e}ask;left=0;timer;asked;best;roundtrip;start(e){e&&(this.best=this.roundtrip=void 0),this.compare(1e3)}stop(){clearTimeout(this.timer)}leaves(){this.asked=performance.now()}answered(e,t){let{asked:i}=this;if(i===void 0)return;this.asked=void 0;let r=t-i;this.roundtrip=r;let o=this.best!==void 0&&t-this.best.at>3e5;(!this.best||o||r<=this.best.roundtrip)&&(this.best={roundtrip:r,offset:e-(i+t)/2,at:t}),--this.left>0&&this.ask()}since(e,t){return this.best&&Math.max(0,t+this.best.offset-e)}compare(e){clearTimeout(this.timer),this.timer=setTimeout(()=>this.compare(3e4),e),this.left=4,this.ask()}};var S=class{constructor(e){this.ended=e}ended;field;waiting=[];start(){addEventListener("compositionstart",this.begin,!0),addEventListener("compositionend",this.end,!0)}stop(){removeEventListener("compositionstart",this.begin,!0),removeEventListener("compositionend",this.end,!0),this.field=void 0}get composing(){return this.field?.isConnected?this.field:void 0}over(){return this.composing?new Promise(e=>this.waiting.push(e)):Promise.resolve()}begin=({target:e})=>{e instanceof Element&&(this.field=e)};end=()=>{this.field=void 0,setTimeout(()=>{this.ended();for(let e of this.waiting.splice(0))e()})}};function d(n,e={},...t){let i=document.createElement(n);for(let[r,o]of Object.entries(e))i.setAttribute(r,o);return i.append(...t),i}function v(n,e){return`${n} ${e}${n===1?"":"s"}`}var j=[["error","error"],["warning","warning"],["info","remark"]],T=class{constructor(e,t){this.corner=e;this.row=t;this.count.addEventListener("click",()=>this.toggle()),this.closer.addEventListener("click",()=>this.close()),this.panel.addEventListener("keydown",({key:i})=>{i==="Escape"&&this.close()})}corner;row;isOpen=!1;isUnwanted=!1;list=d("ol");closer=d("button",{type:"button",class:"close"},"Close");panel=d("section",{id:"findings",class:"panel","aria-labelledby":"findings-title",hidden:""},d("header",{},d("h2",{id:"findings-title"},"In the source"),this.closer),this.list);count=d("button",{type:"button",class:"chip count","aria-controls":"findings","aria-expanded":"false",hidden:""});start(){this.corner.prepend(this.panel),this.row.append(this.count)}stop(){this.panel.remove(),this.count.remove()}show(e){let t=e.some(({severity:i})=>i==="error");this.list.replaceChildren(...e.map(Se)),this.count.textContent=Ee(e),this.count.dataset.severity=j.map(([i])=>i).find(i=>e.some(r=>r.severity===i)),this.count.hidden=e.length===0,e.length===0?this.open(!1):t&&!this.isUnwanted&&this.open(!0)}toggle(){this.isUnwanted=this.isOpen,this.open(!this.isOpen)}close(){this.isUnwanted=!0,this.open(!1),this.count.focus()}open(e){this.isOpen=e,this.panel.hidden=!e,this.count.setAttribute("aria-expanded",String(e))}};function Ee(n){return j.map(([t,i])=>{let r=n.filter(o=>o.severity===t).length;return r>0?v(r,i):""}).filter(Boolean).join(", ")}function Se({severity:n,message:e,hint:t,line:i,column:r}){let o=j.find(([l])=>l===n)?.[1]??n,s=[i,r].filter(l=>l!==void 0).join(":"),a=s&&d("span",{class:"place"},`line ${s}`);return d("li",{"data-severity":n},d("p",{class:"heading"},d("strong",{},o)," ",a),d("p",{class:"message"},...Q(e)),...t?[d("p",{class:"hint"},...Q(t))]:[])}function Q(n){let e=n.split("`");return e.length%2===0?[n]:e.map((t,i)=>i%2===1?d("code",{},t):t)}var X="rgb(250 190 20 / 0.26)",Te="rgb(200 130 0)",Me=1600,Z="sopwright-change",M=class{constructor(e){this.row=e}row;unseen=new Map;watcher=new IntersectionObserver(e=>this.look(e));notes={above:this.note("above"),below:this.note("below")};start(){this.row.prepend(this.notes.above,this.notes.below)}stop(){this.watcher.disconnect(),this.unseen.clear();for(let e of Object.values(this.notes))e.remove()}show(e){for(let t of e)this.watcher.unobserve(t),this.watcher.observe(t)}look(e){for(let{target:t,isIntersecting:i,boundingClientRect:r}of e)i||!t.isConnected?(this.watcher.unobserve(t),this.unseen.delete(t),i&&Ne(t)):this.unseen.set(t,r.bottom<=0?"above":"below");this.showNotes()}showNotes(){for(let e of["above","below"]){let t=this.at(e).length,i=this.notes[e];i.hidden=t===0,i.textContent=`${e==="above"?"↑":"↓"} ${v(t,"change")} ${e}`}}note(e){let t=d("button",{type:"button",class:"chip note",hidden:""});return t.addEventListener("click",()=>this.leadTo(e)),t}at(e){return[...this.unseen.keys()].filter(t=>this.unseen.get(t)===e)}leadTo(e){let t=o=>Math.abs(o.getBoundingClientRect().top),[i]=this.at(e).sort((o,s)=>t(o)-t(s)),r=ee()?"instant":"smooth";i?.scrollIntoView({block:"center",behavior:r})}};function Ne(n){for(let i of n.getAnimations())i.id===Z&&i.cancel();let e={outline:`2px solid ${Te}`,outlineOffset:"4px"},t=ee()?[e,e]:[{offset:0,backgroundColor:X,boxShadow:`0 0 0 0.3em ${X}`}];n.animate(t,{id:Z,duration:Me,easing:"ease-in"})}function ee(){return matchMedia("(prefers-reduced-motion: reduce)").matches}var Le=0,te=new Map;function u(n){if(te.has(n))return Promise.resolve(te.get(n));let e=new URL(`${n}.js`,import.meta.url);return e.search=new URL(import.meta.url).search,e.hash=String(Le++),import(e.href)}function N(n,e){try{e===void 0?localStorage.removeItem(`sopwright-${n}`):localStorage.setItem(`sopwright-${n}`,e)}catch{}}function y(n){try{return localStorage.getItem(`sopwright-${n}`)??void 0}catch{return}}var Ae=5e3,Re=2,L=class{constructor(e,t,i){this.connection=e;this.top=t;this.refused=i}connection;top;refused;rungs;isLooking=!1;wasThere=!1;start(){y("rung")&&this.load().then(e=>e?.start())}stop(){this.rungs?.stop()}async failed(e){if(e<Re||this.isLooking)return;this.isLooking=!0;let t=await Pe();t===403&&this.refused();let i=t===200;i&&(this.wasThere||this.rungs?.isLower)&&(await this.load())?.descend(),this.wasThere=i,this.isLooking=!1}worked(){this.wasThere=!1}async load(){if(this.rungs)return this.rungs;try{let{Rungs:e}=await u("rungs");this.rungs??=new e(this.connection,this.top)}catch{}return this.rungs}};async function Pe(){try{let n=AbortSignal.timeout(Ae);return(await fetch(location.href,{method:"HEAD",cache:"no-store",signal:n})).status}catch{return}}function A(n,e){let{altKey:t,ctrlKey:i,metaKey:r,shiftKey:o,target:s}=n,a=s instanceof HTMLElement&&s.matches("input, textarea, [contenteditable]");return n.code===e&&t&&!i&&!r&&!o&&!a}var Oe=40,R=class{constructor(e){this.corner=e}corner;times=[];isShown=!1;panel;start(){addEventListener("keydown",this.press),y("latency")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.panel?.remove()}painted(e){this.times.push(e),this.times.length>Oe&&this.times.shift(),this.panel?.show(this.times)}press=e=>{A(e,"KeyL")&&(e.preventDefault(),this.turn(),N("latency",this.isShown?"shown":void 0))};async turn(){if(this.isShown=!this.isShown,this.panel?.remove(),this.panel=void 0,!!this.isShown)try{let{LatencyPanel:e}=await u("latency");if(!this.isShown||this.panel)return;this.panel=new e(this.corner),this.panel.show(this.times)}catch(e){console.warn("sopwright: the latency cannot be shown",e)}}};var Ce=new Set(["epoch","revision","digest","scripted","socket-port","state","transport"].map(n=>`data-preview-${n}`));function ne(n){return{kind:"root",live:n,children:ie(n)}}function f(n){let{live:e}=n;return e instanceof HTMLTemplateElement?e.content:e}function $(n){if(n.kind==="element")return Ie(n);let e=n.kind==="text";return{...n,live:e?new Text(n.text):new Comment(n.text)}}function Ie(n){let e=Fe(n);for(let[i,r]of n.attributes)W(e,i,r);let t={...n,live:e,attributes:new Map(n.attributes),children:n.children.map($)};return f(t).append(...t.children.map(i=>i.live)),t}function Fe({namespace:n,name:e}){return n===document.documentElement.namespaceURI?document.createElement(e):document.createElementNS(n,e)}function V(n){let e=[];for(let t of n.children){let i=e.at(-1);t.kind!=="text"?e.push(t):t.text===""?t.live.remove():i?.kind==="text"?(i.text+=t.text,i.live.appendData(t.live.data),t.live.remove()):e.push(t)}n.children=e}var De=[[/^xlink:(actuate|arcrole|href|role|show|title|type)$/,"http://www.w3.org/1999/xlink"],[/^xml:(lang|space)$/,"http://www.w3.org/XML/1998/namespace"],[/^xmlns(:xlink)?$/,"http://www.w3.org/2000/xmlns/"]];function W(n,e,t){let r=(n instanceof HTMLElement?[]:De).find(([o])=>o.test(e))?.[1];try{r?n.setAttributeNS(r,e,t):n.setAttribute(e,t)}catch{}}function ie(n){let e=[];for(let t of n.childNodes){let i=_e(t);i&&e.push(i)}return e}function _e(n){return n instanceof Text?{kind:"text",text:n.data,live:n}:n instanceof Comment?{kind:"comment",text:n.data,live:n}:n instanceof Element?Ue(n):void 0}function Ue(n){if(n.hasAttribute("data-preview"))return;let e=new Map;for(let{name:i,value:r}of n.attributes)(n!==n.ownerDocument.documentElement||!Ce.has(i))&&e.set(i,r);let t={kind:"element",namespace:n.namespaceURI??"",name:n.localName,attributes:e,live:n,children:[]};return t.children=ie(f(t)),V(t),t}function re(n,e,t){let i="moveBefore"in n&&n.isConnected&&e.every(o=>o.isConnected),r=[He(e),...i?[]:Be(e)];for(let o of e)i?n.moveBefore(o,t):n.insertBefore(o,t);for(let o of r)o()}function He(n){let e=getSelection(),t=n.some(a=>a.contains(e?.anchorNode??null)||a.contains(e?.focusNode??null));if(!e?.anchorNode||!e.focusNode||!t||Ve(oe()))return()=>{};let{anchorNode:i,anchorOffset:r,focusNode:o,focusOffset:s}=e;return()=>e.setBaseAndExtent(i,r,o,s)}function Be(n){return n.flatMap(t=>t instanceof Element?[t,...t.querySelectorAll("*")]:[]).flatMap(t=>[...je(t),...$e(t),...t===oe()?[()=>t.focus({preventScroll:!0})]:[]])}function je(n){let{scrollLeft:e,scrollTop:t}=n;return e===0&&t===0?[]:[()=>n.scrollTo({left:e,top:t,behavior:"instant"})]}function $e(n){return!(n instanceof HTMLMediaElement)||n.paused?[]:[()=>{n.play().catch(()=>{})}]}function oe(){return document.activeElement}function Ve(n){return n instanceof HTMLInputElement||n instanceof HTMLTextAreaElement}function se(n,e){let t=2166136261,i=o=>{t=Math.imul(t^o,16777619)},r=o=>{for(let s=0;s<o.length;s++)i(o.charCodeAt(s))};for(let o of e){let s=n;for(let a of o.at){if(!s||!("children"in s))return;i(s.children.length),s=s.children[a]}if(!s)return;if("children"in s)s.kind==="element"&&r(s.name),i(s.children.length);else if(i(s.text.length),o.op==="splice"){let a=o.offset+o.remove;if(a>s.text.length)return;r(s.text.slice(o.offset,a))}}return t>>>0}function P(n,e){let t=[];for(let i of e){let r=We(n,i);if(!r)return;t.push(r)}return t}function We(n,e){let t=[],i=n;for(let r of e.at){if(!("children"in i))return;t.push(i);let o=i.children[r];if(!o)return;i=o}switch(e.op){case"text":case"splice":return"children"in i?void 0:{kind:"text",lineage:t,target:i,change:ze(e)};case"set":case"unset":return i.kind!=="element"?void 0:{kind:"attribute",lineage:t,target:i,name:e.name,value:e.op==="set"?e.value:void 0};case"insert":case"remove":case"move":return"children"in i?Ye(t,i,e):void 0;default:return e}}function ze(n){return n.op==="text"?()=>n.text:e=>e.slice(0,n.offset)+n.insert+e.slice(n.offset+n.remove)}function Ye(n,e,t){let{children:i}=e,r=t.op==="insert"?0:t.index,o=t.op==="insert"?0:t.index+t.count,s=t.op==="remove"?void 0:t.before,a=s===void 0?void 0:i[s],l=i.slice(r,o);if(!(o>i.length||s!==void 0&&!a||a&&l.includes(a)))return{kind:t.op,lineage:n,target:e,taken:l,added:t.op==="insert"?t.nodes:[],before:a}}function ae(n,e){let t=Math.min(n.length,e.length),i=0;for(;i<t&&n[i]===e[i];)i++;let r=0;for(;r<t-i&&n.at(-1-r)===e.at(-1-r);)r++;return{offset:i,remove:n.length-r-i,insert:e.slice(i,e.length-r)}}function le(n,e){return se(n,e.ops)===e.shape?P(n,e.ops):void 0}function pe(n,e){return n.some(t=>{let i="taken"in t?t.taken:[];return e.contains(t.target.live)||i.some(({live:r})=>r.contains(e))})}function he(n){let e={blocks:new Set,moved:new Set,removed:0};for(let t of n)switch(Ze(t.lineage,t.target),t.kind){case"text":Je(t,e);break;case"attribute":qe(t,e);break;case"insert":case"remove":case"move":Xe(t,e);break;default:}for(let t of Ke(n))V(t);return e}function Ke(n){let e=new Set;for(let{kind:t,target:i,lineage:r}of n){let o=t==="text"?r.at(-1):i;o&&"children"in o&&e.add(o)}return e}function Je({target:n,change:e},t){let i=e(n.text),{live:r}=n,{offset:o,remove:s,insert:a}=ae(r.data,i);r.replaceData(o,s,a),n.text=i,O(t,r.parentElement)}function qe({target:n,name:e,value:t},i){let{live:r,attributes:o}=n,s=Ge(r,e);t===void 0?(r.removeAttribute(e),o.delete(e)):(W(r,e,t),o.set(e,t)),s&&Qe(r,e),O(i,r)}function Ge(n,e){if(n instanceof HTMLInputElement&&n.type!=="file"){if(e==="value")return n.value===n.defaultValue;if(e==="checked")return n.checked===n.defaultChecked}return n instanceof HTMLOptionElement&&n.selected===n.defaultSelected}function Qe(n,e){n instanceof HTMLInputElement&&(e==="value"&&n.value!==n.defaultValue&&(n.value=n.defaultValue),e==="checked"&&(n.checked=n.defaultChecked)),n instanceof HTMLOptionElement&&e==="selected"&&(n.selected=n.defaultSelected)}function Xe(n,e){let{target:t,taken:i}=n;switch(t.children=t.children.filter(r=>!i.includes(r)),n.kind){case"insert":{let r=n.added.map($),o=z(t,n.before,r);for(let{live:s}of r)f(t).insertBefore(s,o);de(t,r,n.before);for(let s of r)ce(e,s);break}case"remove":for(let{live:r}of i)r instanceof Element&&!fe(r.parentElement)&&e.removed++,r.remove();t.kind==="element"&&O(e,t.live);break;case"move":re(f(t),i.map(({live:r})=>r),z(t,n.before,i)),de(t,i,n.before);for(let r of i)e.moved.add(r.live),ce(e,r);break;default:n.kind}}function de(n,e,t){n.children.splice(ue(n,t),0,...e)}function ue(n,e){let t=e?n.children.indexOf(e):-1;return t<0?n.children.length:t}function z(n,e,t){let i=f(n),r=({live:H})=>H.parentNode===i,o=ue(n,e),s=n.children.slice(o).find(r);if(s)return s.live;let a=n.children.slice(0,o).reverse().find(r),l=a?a.live.nextSibling:i.firstChild,w=new Set(t.map(({live:H})=>H));for(;l&&w.has(l);)l=l.nextSibling;return l}function Ze(n,e){n.forEach((t,i)=>{let r=n[i+1]??e;t.kind==="root"||r.kind==="root"||r.live.parentNode!==f(t)&&et(t,r)})}function et(n,e){n.children.includes(e)&&(e.kind==="element"?f(n).insertBefore(e.live,z(n,e,[e])):f(n).replaceChildren(...n.children.map(({live:t})=>t)))}function ce(n,{live:e}){O(n,e instanceof Element?e:e.parentElement)}function O(n,e){let t=fe(e);t&&n.blocks.add(t)}function fe(n){let e=n?.closest("[data-key]")??n;return e?.parentElement?.closest("body")&&e.localName!=="main"?e:void 0}var C=class{anchors=[];base=0;seen=0;frame=0;resized=new ResizeObserver(()=>this.hold());sheet=new CSSStyleSheet;start(){this.sheet.replaceSync("html { overflow-anchor: none !important }"),document.adoptedStyleSheets.push(this.sheet),addEventListener("scroll",this.follow,{passive:!0});for(let e of[document.body,document.querySelector("main")])e&&this.resized.observe(e);this.remember()}stop(){document.adoptedStyleSheets=document.adoptedStyleSheets.filter(e=>e!==this.sheet),removeEventListener("scroll",this.follow),this.resized.disconnect(),cancelAnimationFrame(this.frame),this.frame=0,this.anchors=[]}keepOver(e){this.hold(),scrollY!==this.seen&&this.remember();let t=e(),i=[...t.moved],[r]=this.anchors;return this.anchors=this.anchors.filter(({element:o})=>o.isConnected&&!i.some(s=>s.contains(o))),this.hold(),r!==this.anchors[0]&&this.remember(),t}hold(){let e=this.anchors.find(({element:o})=>o.isConnected),t=scrollY;if(!e||t===0)return;let i=e.offset+this.base-t,r=e.element.getBoundingClientRect().top-i;Math.abs(r)<.5||(scrollBy({top:r,behavior:"instant"}),this.base+=scrollY-t,this.seen===t&&(this.seen=scrollY))}follow=()=>{this.frame||=requestAnimationFrame(()=>{this.frame=0,this.hold(),scrollY!==this.seen&&this.remember()})};remember(){this.base=scrollY,this.seen=scrollY,this.anchors=scrollY>0?tt(document.querySelector("main")??document.body):[]}};function tt(n){let e=[],t=me(n.children),i=[];for(;t;){let{top:r}=t.getBoundingClientRect(),o=r<0?me(nt(t)):void 0;if(!o)break;i.push(t),t=o}for(let r=t;r;r=i.pop()){let o=r===t?r:r.nextElementSibling;for(;o&&e.length<24;o=o.nextElementSibling)e.push({element:o,offset:o.getBoundingClientRect().top})}return e}function nt(n){return n.hasAttribute("data-key")&&!n.querySelector("[data-key]")?[]:n.children}function me(n){let e=0,t=n.length;for(;e<t;){let i=e+t>>1;(n[i]?.getBoundingClientRect().bottom??0)<=0?e=i+1:t=i}return n[e]}var ve=`:host {
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
`;var rt={connecting:"Connecting",live:"Live",reconnecting:"Reconnecting",refused:"Open the printed address again",stale:"Updating",error:"Error in the source"},ot={connecting:"",live:"The preview is live",reconnecting:"The connection is lost; reconnecting",refused:"The preview does not let this page in any more; open the printed address again",stale:"The page is being brought up to date",error:"The source has errors"},st=2e3,I=class{corner=d("div",{class:"corner"});row=d("div",{class:"row"});host=d("sopwright-status",{"data-preview":""});label=d("span",{class:"label"});badge=d("button",{type:"button",class:"chip badge"},d("span",{class:"dot"}),this.label);speech=d("p",{class:"speech",role:"status"});state;nextTry;countdown;pause;changes=0;constructor(e){let t=new CSSStyleSheet;t.replaceSync(ve);let i=this.host.attachShadow({mode:"open"});i.adoptedStyleSheets=[t],this.row.append(this.badge),this.corner.append(this.row,this.speech),i.append(this.corner),this.badge.addEventListener("click",e)}start(){document.documentElement.append(this.host)}stop(){clearInterval(this.countdown),clearTimeout(this.pause),this.host.remove()}show(e,t){let i=this.state;this.state=e,this.corner.dataset.state=e,this.nextTry=t===void 0?void 0:performance.now()+t,this.badge.disabled=e!=="reconnecting"&&e!=="stale",clearInterval(this.countdown),t!==void 0&&(this.countdown=setInterval(()=>this.write(),250)),this.write(),e!==i&&!((i===void 0||i==="connecting")&&e==="live")&&(this.speech.textContent=ot[e])}announce(e){this.changes+=e,this.pause??=setTimeout(()=>{this.pause=void 0,this.changes>0&&(this.speech.textContent=`Page updated: ${v(this.changes,"change")}`),this.changes=0},st)}write(){let e=Math.ceil(((this.nextTry??0)-performance.now())/1e3),t=rt[this.state??"connecting"];this.label.textContent=e>0&&this.state!=="refused"?`${t} in ${e} s`:t}};function F(n,e,t){let i=Y(document,n),r=i.at(-1);if(e===void 0){for(let a of i)a.remove();return}let o=new URL(e,location.href).href;if(r?.href===o)return;let s=document.createElement("link");s.setAttribute("data-preview",n),s.rel="stylesheet",n==="paper"&&(s.media=r?.media??"print"),s.href=o,s.onload=()=>{for(let a of Y(document,n)){if(a===s)break;a.remove()}t?.()},s.onerror=()=>s.remove(),r?r.after(s):n==="theme"?document.head.insertBefore(s,D("paper")):document.head.append(s)}function D(n){return Y(document,n)[0]??null}function Y(n,e){return[...n.querySelectorAll(`head > link[data-preview=${e}]`)]}function ye(n){let{previewEpoch:e,previewRevision:t,previewDigest:i}=n.documentElement.dataset;if(!(!e||!t||!i))return{epoch:e,revision:Number(t),digest:i}}var _=class{constructor(e,t){this.row=e;this.place=t;this.button.addEventListener("click",()=>this.turn())}row;place;isPaper=!1;paper;button=d("button",{type:"button",class:"chip view","aria-pressed":"false","aria-keyshortcuts":"Alt+P",title:"Show the page as it is printed (Alt+P)",hidden:""},"Paper");start(){this.row.prepend(this.button),addEventListener("keydown",this.press),this.offer(),!this.button.hidden&&y("view")&&this.turn()}stop(){removeEventListener("keydown",this.press),this.button.remove(),this.isPaper=!1,this.paper?.stop(),this.paper=void 0}offer=()=>{this.button.hidden=!D("paper")||location.protocol==="file:",this.paper?.read()};press=e=>{this.button.hidden||!A(e,"KeyP")||(e.preventDefault(),this.turn())};turn(){this.isPaper=!this.isPaper,this.button.setAttribute("aria-pressed",String(this.isPaper)),N("view",this.isPaper?"paper":void 0),this.show()}async show(){let e=this.isPaper&&!this.paper?await at():void 0;if(e&&this.isPaper&&!this.paper)this.paper=e,this.place.keepOver(()=>ge(()=>e.start()));else if(!this.isPaper&&this.paper){let{paper:t}=this;this.paper=void 0,this.place.keepOver(()=>ge(()=>t.stop()))}}};function ge(n){return n(),{moved:new Set}}async function at(){let n=D("paper"),e=!n||n.sheet?void 0:new Promise(t=>n.addEventListener("load",t));try{let[t]=await Promise.all([u("paper"),e]);return new t.Paper}catch(t){console.warn("sopwright: the page cannot be shown as paper",t);return}}var U=class{mirror;version;connection;ladder;place=new C;status=new I(()=>this.connection.hurry());diagnostics=new T(this.status.corner,this.status.row);highlight=new M(this.status.row);view=new _(this.status.row,this.place);latency=new R(this.status.corner);clock=new E(()=>this.connection.ask());composition=new S(()=>this.release());isNew=!0;isJoined=!1;why;unanswered=0;isRefused=!1;isStale=!1;isFetching=!1;isStopped=!1;isScripted=document.documentElement.hasAttribute("data-preview-scripted");hasErrors=!1;held=[];visibilityChanges=0;constructor(e){this.mirror=ne(document),this.version=ye(document)??{epoch:"",revision:0,digest:""},this.connection=new k(e,B({type:"ping"}),{connecting:()=>this.lost(void 0),waiting:t=>this.lost(t),opened:()=>this.opened(),received:t=>this.receive(t),failed:t=>{this.ladder.failed(t)},asked:()=>this.clock.leaves()}),this.ladder=new L(this.connection,e,()=>{this.isRefused=!0,this.showState()})}start(){document.addEventListener("visibilitychange",this.noteVisibility),this.status.start(),this.diagnostics.start(),this.highlight.start(),this.place.start(),this.view.start(),this.latency.start(),this.composition.start(),document.addEventListener("click",this.clicked),this.connection.start(),this.ladder.start(),this.isScripted&&this.align()}stop(){this.isStopped=!0,this.clock.stop(),this.ladder.stop(),this.connection.stop(),document.removeEventListener("click",this.clicked),this.composition.stop(),this.latency.stop(),this.view.stop(),this.place.stop(),this.highlight.stop(),this.diagnostics.stop(),this.status.stop(),document.removeEventListener("visibilitychange",this.noteVisibility)}noteVisibility=()=>{this.visibilityChanges++};clicked=({target:e})=>{let t=e instanceof Element?e.closest("[id]"):null;t&&!t.closest("[data-preview]")&&this.send({type:"clicked",block:t.id})};lost(e){this.isJoined=!1,this.held=[],this.showState(e)}opened(){this.unanswered=0,this.isFetching||this.join()}join(){this.unanswered++,this.send({type:"join",...this.version,why:this.why})}send(e){this.connection.send(B(e))}receive(e){let t=performance.now();try{this.handle(J(e),t)}catch(i){console.warn("sopwright: a message could not be used; the page is fetched again",i),this.resync()}}handle(e,t){switch(e?.type){case"joined":this.isAnswered()&&this.joined(e.epoch,e.revision);break;case"patch":this.isJoined&&this.patch(e,t);break;case"snapshot":this.isAnswered()&&this.resync();break;case"theme":case"paper":F(e.type,e.href,this.view.offer),this.view.offer();break;case"diagnostics":this.hasErrors=e.items.some(({severity:i})=>i==="error"),this.diagnostics.show(e.items),this.showState();break;case"pong":e.now!==void 0&&this.clock.answered(e.now/1e3,t);break;case"goodbye":case void 0:break;default:}}isAnswered(){return this.unanswered=Math.max(0,this.unanswered-1),this.unanswered===0&&!this.isFetching}joined(e,t){this.isJoined=!0,this.isRefused=this.isStale=this.isNew=!1,this.connection.confirm(),this.ladder.worked(),this.why="reconnected",this.clock.start(e!==this.version.epoch),this.shows({...this.version,epoch:e,revision:t})}patch(e,t){if(this.held.length>0){this.hold(e,t);return}let i=e.base===this.version.revision?le(this.mirror,e):void 0,r=this.composition.composing;i?r&&pe(i,r)?this.hold(e,t):(this.perform(i),this.shows({...this.version,revision:e.revision,digest:e.digest}),this.acknowledge(e,t)):this.resync()}hold(e,t){this.held.push(()=>this.patch(e,t)),this.showState()}release(){let e=this.held;this.held=[];for(let t of e)t()}async align(){this.isFetching=!0;try{let e=await u("resync");this.mirror=e.alignedMirror(await e.fetchDelivered(this.version))}catch(e){console.warn("sopwright: the page cannot be told from what its scripts made of it",e)}this.isFetching=!1,this.isStopped||this.join()}async resync(){if(!this.isFetching){this.isFetching=!0,this.isJoined=!1,this.isStale=!0,this.held=[],this.showState();try{let{diff:e,fetchPage:t}=await u("resync"),i=await t();await this.composition.over(),this.isFetching=!1,this.isStopped||this.take(i,e(this.mirror.children,i.tree.children))}catch(e){console.warn("sopwright: the page could not be fetched; it is tried again",e),this.isFetching=!1,this.isStopped||this.connection.retry()}}}take({styles:e,version:t},i){let r=P(this.mirror,i);if(!r)throw new Error("the difference of two pages has an op that does not fit");this.perform(r),F("theme",e.theme,this.view.offer),F("paper",e.paper,this.view.offer),this.view.offer(),this.shows(t),this.why="resynced",this.join()}perform(e){if(e.length===0)return;let{blocks:t,removed:i}=this.place.keepOver(()=>he(e));document.documentElement.hasAttribute("data-preview-quiet")||(this.highlight.show(t),this.status.announce(t.size+i))}acknowledge({revision:e,edited:t},i){let r=performance.now()-i,o=t===void 0?void 0:this.clock.since(t/1e3,i),s=this.visibilityChanges;document.hidden||dt(()=>{if(s!==this.visibilityChanges)return;let a=performance.now()-i;this.send({type:"ack",revision:e,since:o,applied:r,painted:a,roundtrip:this.clock.roundtrip}),o!==void 0&&this.latency.painted(o+a)})}shows(e){this.version=e;let t=document.documentElement;t.setAttribute("data-preview-epoch",e.epoch),t.setAttribute("data-preview-revision",String(e.revision)),t.setAttribute("data-preview-digest",e.digest),this.showState()}showState(e){e!==void 0&&(this.isNew=!1);let t=this.state();document.documentElement.setAttribute("data-preview-state",t),this.status.show(t,e)}state(){return this.isRefused?"refused":this.isStale||this.held.length>0?"stale":this.isJoined?this.hasErrors?"error":"live":this.isNew?"connecting":"reconnecting"}};function dt(n){requestAnimationFrame(()=>setTimeout(n))}var b=new URL("_preview/socket",location.href);b.protocol=b.protocol.replace("http","ws");b.port=document.documentElement.dataset.previewSocketPort??b.port;new U(K(b)).start();
