// <lepas-card handle layout theme accent radius lang>: a profile on somebody else's page. docs/WIDGETS.md says how to use it.
// It reads the card document of Lepas, copies what is on a short list of elements and attributes into an open shadow
// root, and leaves the page's own link in place until then and whenever anything fails. No cookie, no storage, no
// credentials, no eval, no inline script or style, no globals; the page around it is not read.
(() => {
'use strict';
if (!window.customElements || customElements.get('lepas-card')) return;
// A page can hide currentScript behind an element of that name.
const held = document.currentScript;
const script = held instanceof HTMLScriptElement ? held : document.querySelector('script[src*="/embed.js"]');
if (!script) return;
const base = new URL(script.src).origin;
const TIMEOUT = 10000;
const CHOICES = ['layout', 'accent', 'radius', 'lang'];
const TAGS = /^(main|div|span|p|a|ul|li|h1|b|bdi|small|dl|dt|dd|img|blockquote|svg|path)$/;
const ATTRIBUTES = /^(class|part|lang|alt|width|height|aria-hidden|d|transform|viewBox|data-layout|data-state)$/;
const OWN = ':host{display:block}:host([hidden]){display:none}.lcb{all:initial;display:block}';
const sheets = new Map();
const cards = new Map();
let down = 0;
// Requests go one after the other, so that many cards share one connection.
let last = Promise.resolve();
const inTurn = (job) => (last = last.then(job, job));

const sheet = (text) => {
if (!sheets.has(text)) {
const made = new CSSStyleSheet();
made.replaceSync(text);
sheets.set(text, made);
}
return sheets.get(text);
};

// XMLHttpRequest makes an inert document; no text of ours passes a parser that Trusted Types watch over.
const ask = (address) => new Promise((done, fail) => {
if (Date.now() < down) return fail(0);
const request = new XMLHttpRequest();
request.open('GET', address);
request.responseType = 'document';
request.timeout = TIMEOUT;
request.onload = () => (request.status === 200 && request.response ? done(request.response) : fail(request.status));
request.onerror = () => fail(0);
request.ontimeout = () => {
// The others in the queue need not wait as long.
down = Date.now() + TIMEOUT;
fail(0);
};
request.send();
});

const fetched = (address) => {
let answer = cards.get(address);
if (!answer) {
cards.set(address, answer = inTurn(() => ask(address)));
answer.catch(() => cards.delete(address));
}
return answer;
};

const copied = (from, pictures) => {
if (from.nodeType === 3) return document.createTextNode(from.data);
if (from.nodeType !== 1 || !TAGS.test(from.localName)) return null;
const to = document.createElementNS(from.namespaceURI, from.localName);
for (const { name, value } of from.attributes) {
if (ATTRIBUTES.test(name)) to.setAttribute(name, value);
else if (/^https?:/.test(value)) {
if (name === 'src') pictures.push([to, value]);
if (name === 'href') {
to.href = value;
to.target = '_top';
to.rel = 'noopener';
}
}
}
for (const child of from.childNodes) {
const made = copied(child, pictures);
if (made) to.appendChild(made);
}
return to;
};

// Lazy pictures do not hold back the load event of the page.
const show = ([image, address]) => inTurn(() => new Promise((done) => {
image.onload = image.onerror = done;
setTimeout(done, 4000);
image.loading = 'lazy';
if (address.startsWith(base)) image.crossOrigin = 'anonymous';
image.src = address;
// One that is not shown at this width is not loaded either.
if (!image.getClientRects().length) done();
}));

customElements.define('lepas-card', class extends HTMLElement {
static observedAttributes = ['handle', 'theme', ...CHOICES];
static #near = window.IntersectionObserver && new IntersectionObserver((entries) => {
for (const entry of entries) if (entry.isIntersecting) entry.target.#load();
}, { rootMargin: '400px' });
#root = this.attachShadow({ mode: 'open' });
#slot = document.createElement('slot');
#body = null;
#wanted = false;
#shown = '';
#run = 0;

constructor() {
super();
this.#clear();
this.#root.addEventListener('click', (event) => {
const link = event.target.closest('a');
if (link && !this.#tell('lepas-click', { href: link.href })) event.preventDefault();
});
}

connectedCallback() {
const near = this.constructor.#near;
if (near) near.observe(this);
else this.#load();
}

disconnectedCallback() {
this.constructor.#near?.unobserve(this);
}

attributeChangedCallback(name) {
if (name === 'theme') this.#paint();
// Several attributes that change together are one change.
else if (this.#wanted) queueMicrotask(() => this.#load());
}

#tell(name, detail) {
return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));
}

#clear() {
this.#shown = '';
this.#body = null;
this.#root.replaceChildren(this.#slot);
}

#paint() {
const theme = this.getAttribute('theme');
if (!this.#body) return;
if (theme === 'light' || theme === 'dark') this.#body.dataset.colorScheme = theme;
else delete this.#body.dataset.colorScheme;
}

async #load() {
this.constructor.#near?.unobserve(this);
this.#wanted = true;
const run = ++this.#run;
try {
const handle = this.getAttribute('handle') || '';
if (!/^[a-z\d-]{3,30}$/.test(handle)) throw 404;
const query = new URLSearchParams('as=element');
for (const name of CHOICES) if (this.hasAttribute(name)) query.append(name, this.getAttribute(name));
const address = base + '/u/' + handle + '/card?' + query;
if (address === this.#shown) return;
const page = await fetched(address);
if (run !== this.#run) return;
const pictures = [];
const body = document.createElement('div');
body.className = 'lcb';
body.lang = page.documentElement.lang;
if (page.body.dataset.accent) body.dataset.accent = page.body.dataset.accent;
body.appendChild(copied(page.querySelector('main'), pictures));
const styles = [OWN];
for (const style of page.querySelector('template').content.querySelectorAll('style')) styles.push(style.textContent);
this.#root.adoptedStyleSheets = styles.map(sheet);
this.#root.replaceChildren(this.#body = body);
this.#shown = address;
this.#paint();
pictures.forEach(show);
this.#tell('lepas-ready', { handle });
} catch (status) {
if (run !== this.#run) return;
this.#clear();
this.#tell('lepas-error', { status: typeof status === 'number' ? status : 0 });
}
}
});
})();
