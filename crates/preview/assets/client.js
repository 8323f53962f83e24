// Made from web/client and web/shared by: npm --prefix web run build
var m=class extends Error{};function F(t){return JSON.stringify(t)}function J(t){let e=b(ke(t));switch(e.type){case"patch":return{type:"patch",base:h(e.base),revision:h(e.revision),digest:u(e.digest),shape:h(e.shape),ops:w(e.ops).map(be)};case"joined":case"snapshot":return{type:e.type,epoch:u(e.epoch),revision:h(e.revision)};case"theme":case"paper":return{type:e.type,href:u(e.href)};case"diagnostics":return{type:"diagnostics",items:w(e.items).map(xe)};case"pong":case"goodbye":return{type:e.type};default:return}}function be(t){let e=b(t),n=w(e.at).map(h);switch(e.op){case"text":return{op:"text",at:n,text:u(e.text)};case"splice":return{op:"splice",at:n,offset:h(e.offset),remove:h(e.remove),insert:u(e.insert)};case"set":return{op:"set",at:n,name:u(e.name),value:u(e.value)};case"unset":return{op:"unset",at:n,name:u(e.name)};case"insert":return{op:"insert",at:n,before:g(e.before,h),nodes:w(e.nodes).map(K)};case"remove":return{op:"remove",at:n,index:h(e.index),count:h(e.count??1)};case"move":return{op:"move",at:n,index:h(e.index),count:h(e.count??1),before:g(e.before,h)};default:throw new m(`the op ${String(e.op)} is not known`)}}var we=["http://www.w3.org/1999/xhtml","http://www.w3.org/2000/svg","http://www.w3.org/1998/Math/MathML"];function K(t){if(typeof t=="string")return{kind:"text",text:t};if(!Array.isArray(t))return{kind:"comment",text:u(b(t).comment)};let e=t,n=typeof e[0]=="number",r=we[n?h(e[0]):0];if(r===void 0)throw new m("the namespace is not known");let[i,...o]=n?e.slice(1):e,s=G(o[0]),a=s?Object.entries(b(o[0])):[];return{kind:"element",namespace:r,name:u(i),attributes:new Map(a.map(([d,l])=>[d,u(l)])),children:(s?o.slice(1):o).map(K)}}function xe(t){let e=b(t),{severity:n}=e;return{severity:n==="error"||n==="warning"?n:"info",message:u(e.message),hint:g(e.hint,u),line:g(e.line,h),column:g(e.column,h)}}function ke(t){try{return JSON.parse(t)}catch(e){throw new m("the frame is no JSON",{cause:e})}}function G(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function b(t){if(G(t))return t;throw new m("an object is missing")}function w(t){if(Array.isArray(t))return t;throw new m("a list is missing")}function u(t){if(typeof t=="string")return t;throw new m("a text is missing")}function h(t){if(typeof t=="number"&&Number.isSafeInteger(t)&&t>=0)return t;throw new m("a number is missing")}function g(t,e){return t===void 0?void 0:e(t)}var x=class{constructor(e,n,r){this.address=e;this.ping=n;this.user=r}address;ping;user;socket;attempts=0;timer;isAsked=!1;start(){document.addEventListener("visibilitychange",this.look),addEventListener("online",this.look),addEventListener("offline",this.look),this.connect()}stop(){document.removeEventListener("visibilitychange",this.look),removeEventListener("online",this.look),removeEventListener("offline",this.look),this.release()}send(e){this.socket?.readyState===WebSocket.OPEN&&this.socket.send(e)}confirm(){this.attempts=0}retry(){this.release(),this.wait()}hurry(){this.socket||this.connect()}connect(){this.release(),this.user.connecting();let e=new WebSocket(this.address);this.socket=e,this.schedule(1e4,()=>this.retry()),e.onopen=()=>{this.listen(),this.user.opened()},e.onmessage=({data:n})=>{this.listen(),typeof n=="string"&&this.user.received(n)},e.onclose=()=>this.retry()}wait(){if(document.hidden){this.user.waiting(void 0);return}let e=Math.min(1e4,250*2**this.attempts),n=Math.random()*e;this.attempts++,this.schedule(n,()=>this.connect()),this.user.waiting(n)}listen(){this.isAsked=!1,this.schedule(15e3,()=>this.ask())}ask(){document.hidden||this.isAsked||(this.isAsked=!0,this.send(this.ping),this.schedule(2e3,()=>this.retry()))}look=()=>{this.socket?.readyState===WebSocket.OPEN?this.ask():document.hidden?this.socket||this.pause():this.connect()};pause(){clearTimeout(this.timer),this.user.waiting(void 0)}release(){clearTimeout(this.timer);let{socket:e}=this;this.socket=void 0,this.isAsked=!1,e&&(e.onopen=e.onmessage=e.onclose=null,e.close())}schedule(e,n){clearTimeout(this.timer),this.timer=setTimeout(n,e)}};var k=class{constructor(e){this.ended=e}ended;field;waiting=[];start(){addEventListener("compositionstart",this.begin,!0),addEventListener("compositionend",this.end,!0)}stop(){removeEventListener("compositionstart",this.begin,!0),removeEventListener("compositionend",this.end,!0),this.field=void 0}get composing(){return this.field?.isConnected?this.field:void 0}over(){return this.composing?new Promise(e=>this.waiting.push(e)):Promise.resolve()}begin=({target:e})=>{e instanceof Element&&(this.field=e)};end=()=>{this.field=void 0,setTimeout(()=>{this.ended();for(let e of this.waiting.splice(0))e()})}};function c(t,e={},...n){let r=document.createElement(t);for(let[i,o]of Object.entries(e))r.setAttribute(i,o);return r.append(...n),r}function y(t,e){return`${t} ${e}${t===1?"":"s"}`}var j=[["error","error"],["warning","warning"],["info","remark"]],E=class{constructor(e,n){this.corner=e;this.row=n;this.count.addEventListener("click",()=>this.toggle()),this.closer.addEventListener("click",()=>this.close()),this.panel.addEventListener("keydown",({key:r})=>{r==="Escape"&&this.close()})}corner;row;isOpen=!1;isUnwanted=!1;list=c("ol");closer=c("button",{type:"button",class:"close"},"Close");panel=c("section",{id:"findings",class:"panel","aria-labelledby":"findings-title",hidden:""},c("header",{},c("h2",{id:"findings-title"},"In the source"),this.closer),this.list);count=c("button",{type:"button",class:"chip count","aria-controls":"findings","aria-expanded":"false",hidden:""});start(){this.corner.prepend(this.panel),this.row.append(this.count)}stop(){this.panel.remove(),this.count.remove()}show(e){let n=e.some(({severity:r})=>r==="error");this.list.replaceChildren(...e.map(Se)),this.count.textContent=Ee(e),this.count.dataset.severity=j.map(([r])=>r).find(r=>e.some(i=>i.severity===r)),this.count.hidden=e.length===0,e.length===0?this.open(!1):n&&!this.isUnwanted&&this.open(!0)}toggle(){this.isUnwanted=this.isOpen,this.open(!this.isOpen)}close(){this.isUnwanted=!0,this.open(!1),this.count.focus()}open(e){this.isOpen=e,this.panel.hidden=!e,this.count.setAttribute("aria-expanded",String(e))}};function Ee(t){return j.map(([n,r])=>{let i=t.filter(o=>o.severity===n).length;return i>0?y(i,r):""}).filter(Boolean).join(", ")}function Se({severity:t,message:e,hint:n,line:r,column:i}){let o=j.find(([d])=>d===t)?.[1]??t,s=[r,i].filter(d=>d!==void 0).join(":"),a=s&&c("span",{class:"place"},`line ${s}`);return c("li",{"data-severity":t},c("p",{class:"heading"},c("strong",{},o)," ",a),c("p",{class:"message"},...Q(e)),...n?[c("p",{class:"hint"},...Q(n))]:[])}function Q(t){let e=t.split("`");return e.length%2===0?[t]:e.map((n,r)=>r%2===1?c("code",{},n):n)}function S(t,e){let n=Math.min(t.length,e.length),r=0;for(;r<n&&t[r]===e[r];)r++;let i=0;for(;i<n-r&&t.at(-1-i)===e.at(-1-i);)i++;return{offset:r,remove:t.length-i-r,insert:e.slice(r,e.length-i)}}function X(t,e){let n=[];return Z(t,e,[],n),n}function Z(t,e,n,r){let i=Ne(t,e);e.forEach((a,d)=>{let l=i[d],p=l===void 0?void 0:t[l];p&&l!==void 0&&Te(p,a,[...n,l],r)});let o=new Set(i);t.forEach((a,d)=>{o.has(d)||r.push({op:"remove",at:n,index:d,count:1})});let s=Ae(i);e.forEach((a,d)=>{let l=i[d];if(l!==void 0&&s.has(l))return;let p=i.slice(d).find(f=>f!==void 0&&s.has(f));r.push(l===void 0?{op:"insert",at:n,before:p,nodes:[a]}:{op:"move",at:n,index:l,count:1,before:p})})}function Te(t,e,n,r){t.kind==="element"&&e.kind==="element"?(Me(t,e,n,r),Z(t.children,e.children,n,r)):t.kind!=="element"&&e.kind!=="element"&&t.text!==e.text&&r.push({op:"splice",at:n,...S(t.text,e.text)})}function Me(t,e,n,r){for(let i of t.attributes.keys())e.attributes.has(i)||r.push({op:"unset",at:n,name:i});for(let[i,o]of e.attributes)t.attributes.get(i)!==o&&r.push({op:"set",at:n,name:i,value:o})}function Ne(t,e){let n=e.map(()=>{}),r=new Set,i=(d,l)=>{n[l]=d,r.add(d)},o=Math.min(t.length,e.length),s=0;for(;s<o&&B(t[s],e[s]);)i(s,s++);for(let d=1;d<=o-s&&B(t.at(-d),e.at(-d));d++)i(t.length-d,e.length-d);let a=new Map;return t.forEach((d,l)=>{let p=T(d);p&&!r.has(l)&&!a.has(p)&&a.set(p,l)}),e.forEach((d,l)=>{let p=a.get(T(d)??"");n[l]!==void 0||p===void 0||r.has(p)||U(t[p],d)&&i(p,l)}),Pe(t,e,n,r,i),n}function Pe(t,e,n,r,i){let o=[(s,a)=>!T(s)&&!T(a),()=>!0];for(let s of o){let a=0;e.forEach((d,l)=>{let p=n[l];if(p!==void 0){a=p+1;return}for(let f=a;f<t.length&&!r.has(f);f++)if(U(t[f],d)&&s(t[f],d)){i(f,l),a=f+1;return}})}}function T(t){if(t?.kind==="element")return t.attributes.get("data-key")||t.attributes.get("id")}function U(t,e){return t?.kind!=="element"||e.kind!=="element"?t?.kind===e.kind:t.name===e.name&&t.namespace===e.namespace}function B(t,e){return!t||!e||!U(t,e)?!1:t.kind!=="element"||e.kind!=="element"?"text"in t&&"text"in e&&t.text===e.text:t.attributes.size===e.attributes.size&&[...t.attributes].every(([n,r])=>e.attributes.get(n)===r)&&t.children.length===e.children.length&&t.children.every((n,r)=>B(n,e.children[r]))}function Ae(t){let e=[],n=new Map;for(let i of t){if(i===void 0)continue;let o=e.findIndex(s=>s>i);o<0&&(o=e.length),n.set(i,e[o-1]),e[o]=i}let r=new Set;for(let i=e.at(-1);i!==void 0;i=n.get(i))r.add(i);return r}var ee="rgb(250 190 20 / 0.26)",Le="rgb(200 130 0)",Re=1600,te="sopwright-change",M=class{constructor(e){this.row=e}row;unseen=new Map;watcher=new IntersectionObserver(e=>this.look(e));notes={above:this.note("above"),below:this.note("below")};start(){this.row.prepend(this.notes.above,this.notes.below)}stop(){this.watcher.disconnect(),this.unseen.clear();for(let e of Object.values(this.notes))e.remove()}show(e){for(let n of e)this.watcher.unobserve(n),this.watcher.observe(n)}look(e){for(let{target:n,isIntersecting:r,boundingClientRect:i}of e)r||!n.isConnected?(this.watcher.unobserve(n),this.unseen.delete(n),r&&Oe(n)):this.unseen.set(n,i.bottom<=0?"above":"below");this.showNotes()}showNotes(){for(let e of["above","below"]){let n=this.at(e).length,r=this.notes[e];r.hidden=n===0,r.textContent=`${e==="above"?"↑":"↓"} ${y(n,"change")} ${e}`}}note(e){let n=c("button",{type:"button",class:"chip note",hidden:""});return n.addEventListener("click",()=>this.leadTo(e)),n}at(e){return[...this.unseen.keys()].filter(n=>this.unseen.get(n)===e)}leadTo(e){let n=o=>Math.abs(o.getBoundingClientRect().top),[r]=this.at(e).sort((o,s)=>n(o)-n(s)),i=ne()?"instant":"smooth";r?.scrollIntoView({block:"center",behavior:i})}};function Oe(t){for(let r of t.getAnimations())r.id===te&&r.cancel();let e={outline:`2px solid ${Le}`,outlineOffset:"4px"},n=ne()?[e,e]:[{offset:0,backgroundColor:ee,boxShadow:`0 0 0 0.3em ${ee}`}];t.animate(n,{id:te,duration:Re,easing:"ease-in"})}function ne(){return matchMedia("(prefers-reduced-motion: reduce)").matches}var Ce=new Set(["epoch","revision","digest","state"].map(t=>`data-preview-${t}`));function N(t){return{kind:"root",live:t,children:re(t)}}function v(t){let{live:e}=t;return e instanceof HTMLTemplateElement?e.content:e}function _(t){if(t.kind==="element")return Ie(t);let e=t.kind==="text";return{...t,live:e?new Text(t.text):new Comment(t.text)}}function Ie(t){let e=De(t);for(let[r,i]of t.attributes)V(e,r,i);let n={...t,live:e,attributes:new Map(t.attributes),children:t.children.map(_)};return v(n).append(...n.children.map(r=>r.live)),n}function De({namespace:t,name:e}){return t===document.documentElement.namespaceURI?document.createElement(e):document.createElementNS(t,e)}function z(t){let e=[];for(let n of t.children){let r=e.at(-1);n.kind!=="text"?e.push(n):n.text===""?n.live.remove():r?.kind==="text"?(r.text+=n.text,r.live.appendData(n.live.data),n.live.remove()):e.push(n)}t.children=e}var He=[[/^xlink:(actuate|arcrole|href|role|show|title|type)$/,"http://www.w3.org/1999/xlink"],[/^xml:(lang|space)$/,"http://www.w3.org/XML/1998/namespace"],[/^xmlns(:xlink)?$/,"http://www.w3.org/2000/xmlns/"]];function V(t,e,n){let i=(t instanceof HTMLElement?[]:He).find(([o])=>o.test(e))?.[1];try{i?t.setAttributeNS(i,e,n):t.setAttribute(e,n)}catch{}}function re(t){let e=[];for(let n of t.childNodes){let r=Fe(n);r&&e.push(r)}return e}function Fe(t){return t instanceof Text?{kind:"text",text:t.data,live:t}:t instanceof Comment?{kind:"comment",text:t.data,live:t}:t instanceof Element?je(t):void 0}function je(t){if(t.hasAttribute("data-preview"))return;let e=new Map;for(let{name:r,value:i}of t.attributes)(t!==t.ownerDocument.documentElement||!Ce.has(r))&&e.set(r,i);let n={kind:"element",namespace:t.namespaceURI??"",name:t.localName,attributes:e,live:t,children:[]};return n.children=re(v(n)),z(n),n}function A(t,e,n){let r=P(document,t),i=r.at(-1);if(e===void 0){for(let a of r)a.remove();return}let o=new URL(e,location.href).href;if(i?.href===o)return;let s=document.createElement("link");s.setAttribute("data-preview",t),s.rel="stylesheet",t==="paper"&&(s.media=i?.media??"print"),s.href=o,s.onload=()=>{for(let a of P(document,t)){if(a===s)break;a.remove()}n?.()},s.onerror=()=>s.remove(),i?i.after(s):t==="theme"?document.head.insertBefore(s,L("paper")):document.head.append(s)}function L(t){return P(document,t)[0]??null}function ie(t){let e=n=>P(t,n)[0]?.getAttribute("href")??void 0;return{theme:e("theme"),paper:e("paper")}}function P(t,e){return[...t.querySelectorAll(`head > link[data-preview=${e}]`)]}var Be=1e4;async function oe(){let t=AbortSignal.timeout(Be),e=await fetch(location.href,{cache:"no-store",signal:t});if(!e.ok)throw new Error(`the server answered ${e.status}`);let n=Ue(await e.text()),r=W(n);if(!r)throw new Error("the answer is no page of a preview");return{version:r,tree:N(n),styles:ie(n)}}function W(t){let{previewEpoch:e,previewRevision:n,previewDigest:r}=t.documentElement.dataset;if(!(!e||!n||!r))return{epoch:e,revision:Number(n),digest:r}}var $="data-preview-noscript";function Ue(t){let e=t.replace(/<noscript(?=[\s/>])/gi,`<noframes ${$}`).replace(/<\/noscript(?=[\s/>])/gi,"</noframes"),n=new DOMParser().parseFromString(e,"text/html");for(let r of n.querySelectorAll(`noframes[${$}]`)){let i=n.createElement("noscript");r.removeAttribute($);for(let{name:o,value:s}of r.attributes)i.setAttribute(o,s);i.textContent=r.textContent,r.replaceWith(i)}return n}function se(t,e,n){let r="moveBefore"in t&&t.isConnected&&e.every(o=>o.isConnected),i=[_e(e),...r?[]:ze(e)];for(let o of e)r?t.moveBefore(o,n):t.insertBefore(o,n);for(let o of i)o()}function _e(t){let e=getSelection(),n=t.some(a=>a.contains(e?.anchorNode??null)||a.contains(e?.focusNode??null));if(!e?.anchorNode||!e.focusNode||!n||We(ae()))return()=>{};let{anchorNode:r,anchorOffset:i,focusNode:o,focusOffset:s}=e;return()=>e.setBaseAndExtent(r,i,o,s)}function ze(t){return t.flatMap(n=>n instanceof Element?[n,...n.querySelectorAll("*")]:[]).flatMap(n=>[...Ve(n),...$e(n),...n===ae()?[()=>n.focus({preventScroll:!0})]:[]])}function Ve(t){let{scrollLeft:e,scrollTop:n}=t;return e===0&&n===0?[]:[()=>t.scrollTo({left:e,top:n,behavior:"instant"})]}function $e(t){return!(t instanceof HTMLMediaElement)||t.paused?[]:[()=>{t.play().catch(()=>{})}]}function ae(){return document.activeElement}function We(t){return t instanceof HTMLInputElement||t instanceof HTMLTextAreaElement}function de(t,e){let n=2166136261,r=o=>{n=Math.imul(n^o,16777619)},i=o=>{for(let s=0;s<o.length;s++)r(o.charCodeAt(s))};for(let o of e){let s=t;for(let a of o.at){if(!s||!("children"in s))return;r(s.children.length),s=s.children[a]}if(!s)return;if("children"in s)s.kind==="element"&&i(s.name),r(s.children.length);else if(r(s.text.length),o.op==="splice"){let a=o.offset+o.remove;if(a>s.text.length)return;i(s.text.slice(o.offset,a))}}return n>>>0}function R(t,e){let n=[];for(let r of e){let i=Ye(t,r);if(!i)return;n.push(i)}return n}function Ye(t,e){let n=[],r=t;for(let i of e.at){if(!("children"in r))return;n.push(r);let o=r.children[i];if(!o)return;r=o}switch(e.op){case"text":case"splice":return"children"in r?void 0:{kind:"text",lineage:n,target:r,change:qe(e)};case"set":case"unset":return r.kind!=="element"?void 0:{kind:"attribute",lineage:n,target:r,name:e.name,value:e.op==="set"?e.value:void 0};case"insert":case"remove":case"move":return"children"in r?Je(n,r,e):void 0;default:return e}}function qe(t){return t.op==="text"?()=>t.text:e=>e.slice(0,t.offset)+t.insert+e.slice(t.offset+t.remove)}function Je(t,e,n){let{children:r}=e,i=n.op==="insert"?0:n.index,o=n.op==="insert"?0:n.index+n.count,s=n.op==="remove"?void 0:n.before,a=s===void 0?void 0:r[s],d=r.slice(i,o);if(!(o>r.length||s!==void 0&&!a||a&&d.includes(a)))return{kind:n.op,lineage:t,target:e,taken:d,added:n.op==="insert"?n.nodes:[],before:a}}function pe(t,e){return de(t,e.ops)===e.shape?R(t,e.ops):void 0}function he(t,e){return t.some(n=>{let r="taken"in n?n.taken:[];return e.contains(n.target.live)||r.some(({live:i})=>i.contains(e))})}function ue(t){let e={blocks:new Set,moved:new Set,removed:0};for(let n of t)switch(tt(n.lineage,n.target),n.kind){case"text":Ge(n,e);break;case"attribute":Qe(n,e);break;case"insert":case"remove":case"move":et(n,e);break;default:}for(let n of Ke(t))z(n);return e}function Ke(t){let e=new Set;for(let{kind:n,target:r,lineage:i}of t){let o=n==="text"?i.at(-1):r;o&&"children"in o&&e.add(o)}return e}function Ge({target:t,change:e},n){let r=e(t.text),{live:i}=t,{offset:o,remove:s,insert:a}=S(i.data,r);i.replaceData(o,s,a),t.text=r,O(n,i.parentElement)}function Qe({target:t,name:e,value:n},r){let{live:i,attributes:o}=t,s=Xe(i,e);n===void 0?(i.removeAttribute(e),o.delete(e)):(V(i,e,n),o.set(e,n)),s&&Ze(i,e),O(r,i)}function Xe(t,e){if(t instanceof HTMLInputElement&&t.type!=="file"){if(e==="value")return t.value===t.defaultValue;if(e==="checked")return t.checked===t.defaultChecked}return t instanceof HTMLOptionElement&&t.selected===t.defaultSelected}function Ze(t,e){t instanceof HTMLInputElement&&(e==="value"&&t.value!==t.defaultValue&&(t.value=t.defaultValue),e==="checked"&&(t.checked=t.defaultChecked)),t instanceof HTMLOptionElement&&e==="selected"&&(t.selected=t.defaultSelected)}function et(t,e){let{target:n,taken:r}=t;switch(n.children=n.children.filter(i=>!r.includes(i)),t.kind){case"insert":{let i=t.added.map(_),o=Y(n,t.before,i);for(let{live:s}of i)v(n).insertBefore(s,o);ce(n,i,t.before);for(let s of i)le(e,s);break}case"remove":for(let{live:i}of r)i instanceof Element&&!me(i.parentElement)&&e.removed++,i.remove();n.kind==="element"&&O(e,n.live);break;case"move":se(v(n),r.map(({live:i})=>i),Y(n,t.before,r)),ce(n,r,t.before);for(let i of r)e.moved.add(i.live),le(e,i);break;default:t.kind}}function ce(t,e,n){t.children.splice(fe(t,n),0,...e)}function fe(t,e){let n=e?t.children.indexOf(e):-1;return n<0?t.children.length:n}function Y(t,e,n){let r=v(t),i=({live:p})=>p.parentNode===r,o=fe(t,e),s=t.children.slice(o).find(i);if(s)return s.live;let a=t.children.slice(0,o).reverse().find(i),d=a?a.live.nextSibling:r.firstChild,l=new Set(n.map(({live:p})=>p));for(;d&&l.has(d);)d=d.nextSibling;return d}function tt(t,e){t.forEach((n,r)=>{let i=t[r+1]??e;n.kind==="root"||i.kind==="root"||i.live.parentNode!==v(n)&&nt(n,i)})}function nt(t,e){t.children.includes(e)&&(e.kind==="element"?v(t).insertBefore(e.live,Y(t,e,[e])):v(t).replaceChildren(...t.children.map(({live:n})=>n)))}function le(t,{live:e}){O(t,e instanceof Element?e:e.parentElement)}function O(t,e){let n=me(e);n&&t.blocks.add(n)}function me(t){let e=t?.closest("[data-key]")??t;return e?.parentElement?.closest("body")&&e.localName!=="main"?e:void 0}var C=class{anchors=[];base=0;seen=0;frame=0;resized=new ResizeObserver(()=>this.hold());sheet=new CSSStyleSheet;start(){this.sheet.replaceSync("html { overflow-anchor: none !important }"),document.adoptedStyleSheets.push(this.sheet),addEventListener("scroll",this.follow,{passive:!0});for(let e of[document.body,document.querySelector("main")])e&&this.resized.observe(e);this.remember()}stop(){document.adoptedStyleSheets=document.adoptedStyleSheets.filter(e=>e!==this.sheet),removeEventListener("scroll",this.follow),this.resized.disconnect(),cancelAnimationFrame(this.frame),this.frame=0,this.anchors=[]}keepOver(e){this.hold(),scrollY!==this.seen&&this.remember();let n=e(),r=[...n.moved],[i]=this.anchors;return this.anchors=this.anchors.filter(({element:o})=>o.isConnected&&!r.some(s=>s.contains(o))),this.hold(),i!==this.anchors[0]&&this.remember(),n}hold(){let e=this.anchors.find(({element:o})=>o.isConnected),n=scrollY;if(!e||n===0)return;let r=e.offset+this.base-n,i=e.element.getBoundingClientRect().top-r;Math.abs(i)<.5||(scrollBy({top:i,behavior:"instant"}),this.base+=scrollY-n,this.seen===n&&(this.seen=scrollY))}follow=()=>{this.frame||=requestAnimationFrame(()=>{this.frame=0,this.hold(),scrollY!==this.seen&&this.remember()})};remember(){this.base=scrollY,this.seen=scrollY,this.anchors=scrollY>0?rt(document.querySelector("main")??document.body):[]}};function rt(t){let e=[],n=ve(t.children),r=[];for(;n;){let{top:i}=n.getBoundingClientRect(),o=i<0?ve(it(n)):void 0;if(!o)break;r.push(n),n=o}for(let i=n;i;i=r.pop()){let o=i===n?i:i.nextElementSibling;for(;o&&e.length<24;o=o.nextElementSibling)e.push({element:o,offset:o.getBoundingClientRect().top})}return e}function it(t){return t.hasAttribute("data-key")&&!t.querySelector("[data-key]")?[]:t.children}function ve(t){let e=0,n=t.length;for(;e<n;){let r=e+n>>1;(t[r]?.getBoundingClientRect().bottom??0)<=0?e=r+1:n=r}return t[e]}var ye=`:host {
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
`;var st={connecting:"Connecting",live:"Live",reconnecting:"Reconnecting",stale:"Updating",error:"Error in the source"},at={connecting:"",live:"The preview is live",reconnecting:"The connection is lost; reconnecting",stale:"The page is being brought up to date",error:"The source has errors"},dt=2e3,I=class{corner=c("div",{class:"corner"});row=c("div",{class:"row"});host=c("sopwright-status",{"data-preview":""});label=c("span",{class:"label"});badge=c("button",{type:"button",class:"chip badge"},c("span",{class:"dot"}),this.label);speech=c("p",{class:"speech",role:"status"});state;nextTry;countdown;pause;changes=0;constructor(e){let n=new CSSStyleSheet;n.replaceSync(ye);let r=this.host.attachShadow({mode:"open"});r.adoptedStyleSheets=[n],this.row.append(this.badge),this.corner.append(this.row,this.speech),r.append(this.corner),this.badge.addEventListener("click",e)}start(){document.documentElement.append(this.host)}stop(){clearInterval(this.countdown),clearTimeout(this.pause),this.host.remove()}show(e,n){let r=this.state;this.state=e,this.corner.dataset.state=e,this.nextTry=n===void 0?void 0:performance.now()+n,this.badge.disabled=e!=="reconnecting"&&e!=="stale",clearInterval(this.countdown),n!==void 0&&(this.countdown=setInterval(()=>this.write(),250)),this.write(),e!==r&&!((r===void 0||r==="connecting")&&e==="live")&&(this.speech.textContent=at[e])}announce(e){this.changes+=e,this.pause??=setTimeout(()=>{this.pause=void 0,this.changes>0&&(this.speech.textContent=`Page updated: ${y(this.changes,"change")}`),this.changes=0},dt)}write(){let e=Math.ceil(((this.nextTry??0)-performance.now())/1e3),n=st[this.state??"connecting"];this.label.textContent=e>0?`${n} in ${e} s`:n}};var q="sopwright-view",D=class{constructor(e,n){this.row=e;this.place=n;this.button.addEventListener("click",()=>this.turn())}row;place;isPaper=!1;paper;button=c("button",{type:"button",class:"chip view","aria-pressed":"false","aria-keyshortcuts":"Alt+P",title:"Show the page as it is printed (Alt+P)",hidden:""},"Paper");start(){this.row.prepend(this.button),addEventListener("keydown",this.press),this.offer(),!this.button.hidden&&pt()&&this.turn()}stop(){removeEventListener("keydown",this.press),this.button.remove(),this.isPaper=!1,this.paper?.stop(),this.paper=void 0}offer=()=>{this.button.hidden=!L("paper"),this.paper?.read()};press=e=>{let{code:n,altKey:r,ctrlKey:i,metaKey:o,shiftKey:s,target:a}=e,d=a instanceof HTMLElement&&a.matches("input, textarea, [contenteditable]");n!=="KeyP"||!r||i||o||s||d||this.button.hidden||(e.preventDefault(),this.turn())};turn(){this.isPaper=!this.isPaper,this.button.setAttribute("aria-pressed",String(this.isPaper)),lt(this.isPaper),this.show()}async show(){let e=this.isPaper&&!this.paper?await ct():void 0;if(e&&this.isPaper&&!this.paper)this.paper=e,this.place.keepOver(()=>ge(()=>e.start()));else if(!this.isPaper&&this.paper){let{paper:n}=this;this.paper=void 0,this.place.keepOver(()=>ge(()=>n.stop()))}}};function ge(t){return t(),{moved:new Set}}async function ct(){let t=new URL("paper.js",import.meta.url);t.search=new URL(import.meta.url).search;let e=L("paper"),n=!e||e.sheet?void 0:new Promise(r=>e.addEventListener("load",r));try{let[r]=await Promise.all([import(t.href),n]);return new r.Paper}catch(r){console.warn("sopwright: the page cannot be shown as paper",r);return}}function lt(t){try{t?localStorage.setItem(q,"paper"):localStorage.removeItem(q)}catch{}}function pt(){try{return localStorage.getItem(q)==="paper"}catch{return!1}}var H=class{mirror;version;socket;place=new C;status=new I(()=>this.socket.hurry());diagnostics=new E(this.status.corner,this.status.row);highlight=new M(this.status.row);view=new D(this.status.row,this.place);composition=new k(()=>this.release());isNew=!0;isJoined=!1;unanswered=0;isStale=!1;isFetching=!1;isStopped=!1;hasErrors=!1;held=[];visibilityChanges=0;constructor(){this.mirror=N(document),this.version=W(document)??{epoch:"",revision:0,digest:""};let e=new URL("_preview/socket",location.href);e.protocol=e.protocol.replace("http","ws"),this.socket=new x(e,F({type:"ping"}),{connecting:()=>this.lost(void 0),waiting:n=>this.lost(n),opened:()=>this.opened(),received:n=>this.receive(n)})}start(){document.addEventListener("visibilitychange",this.noteVisibility),this.status.start(),this.diagnostics.start(),this.highlight.start(),this.place.start(),this.view.start(),this.composition.start(),this.socket.start()}stop(){this.isStopped=!0,this.socket.stop(),this.composition.stop(),this.view.stop(),this.place.stop(),this.highlight.stop(),this.diagnostics.stop(),this.status.stop(),document.removeEventListener("visibilitychange",this.noteVisibility)}noteVisibility=()=>{this.visibilityChanges++};lost(e){this.isJoined=!1,this.held=[],this.showState(e)}opened(){this.unanswered=0,this.isFetching||this.join()}join(){this.unanswered++,this.send({type:"join",...this.version})}send(e){this.socket.send(F(e))}receive(e){let n=performance.now();try{this.handle(J(e),n)}catch(r){console.warn("sopwright: a message could not be used; the page is fetched again",r),this.resync()}}handle(e,n){switch(e?.type){case"joined":this.isAnswered()&&this.joined(e.epoch,e.revision);break;case"patch":this.isJoined&&this.patch(e,n);break;case"snapshot":this.isAnswered()&&this.resync();break;case"theme":case"paper":A(e.type,e.href,this.view.offer),this.view.offer();break;case"diagnostics":this.hasErrors=e.items.some(({severity:r})=>r==="error"),this.diagnostics.show(e.items),this.showState();break;case"pong":case"goodbye":case void 0:break;default:}}isAnswered(){return this.unanswered=Math.max(0,this.unanswered-1),this.unanswered===0&&!this.isFetching}joined(e,n){this.isJoined=!0,this.isStale=!1,this.isNew=!1,this.socket.confirm(),this.shows({...this.version,epoch:e,revision:n})}patch(e,n){if(this.held.length>0){this.hold(e,n);return}let r=e.base===this.version.revision?pe(this.mirror,e):void 0,i=this.composition.composing;r?i&&he(r,i)?this.hold(e,n):(this.perform(r),this.shows({...this.version,revision:e.revision,digest:e.digest}),this.acknowledge(e.revision,n)):this.resync()}hold(e,n){this.held.push(()=>this.patch(e,n)),this.showState()}release(){let e=this.held;this.held=[];for(let n of e)n()}async resync(){if(!this.isFetching){this.isFetching=!0,this.isJoined=!1,this.isStale=!0,this.held=[],this.showState();try{let e=await oe();await this.composition.over(),this.isFetching=!1,this.isStopped||this.take(e)}catch(e){console.warn("sopwright: the page could not be fetched; it is tried again",e),this.isFetching=!1,this.isStopped||this.socket.retry()}}}take({tree:e,styles:n,version:r}){let i=R(this.mirror,X(this.mirror.children,e.children));if(!i)throw new Error("the difference of two pages has an op that does not fit");this.perform(i),A("theme",n.theme,this.view.offer),A("paper",n.paper,this.view.offer),this.view.offer(),this.shows(r),this.join()}perform(e){if(e.length===0)return;let{blocks:n,removed:r}=this.place.keepOver(()=>ue(e));this.highlight.show(n),this.status.announce(n.size+r)}acknowledge(e,n){let r=performance.now()-n,i=this.visibilityChanges;document.hidden||ht(()=>{i===this.visibilityChanges&&this.send({type:"ack",revision:e,applied:r,painted:performance.now()-n})})}shows(e){this.version=e;let n=document.documentElement;n.setAttribute("data-preview-epoch",e.epoch),n.setAttribute("data-preview-revision",String(e.revision)),n.setAttribute("data-preview-digest",e.digest),this.showState()}showState(e){e!==void 0&&(this.isNew=!1);let n=this.state();document.documentElement.setAttribute("data-preview-state",n),this.status.show(n,e)}state(){return this.isStale||this.held.length>0?"stale":this.isJoined?this.hasErrors?"error":"live":this.isNew?"connecting":"reconnecting"}};function ht(t){requestAnimationFrame(()=>setTimeout(t))}new H().start();
