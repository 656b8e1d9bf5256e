// Opens a work that its owner locked with a passphrase. The key is derived and the text is opened here; nothing is sent.
// What comes out is a work as its owner's document has it. It is put into the page as text, never as markup, and of
// addresses only pictures of this site are shown.
(() => {
'use strict';
const form = document.querySelector('form[data-cipher]');
if (!form) return;
const { salt, iv, cipher, rounds, busy, wrong, unable } = form.dataset;
const input = form.querySelector('input');
const said = form.querySelector('[role=status]');
const button = form.querySelector('button');
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const add = (parent, name, text) => {
if (!text) return null;
const made = parent.appendChild(document.createElement(name));
made.textContent = text;
return made;
};
const paragraphs = (parent, text) => String(text || '').split(/\n\s*\n/).forEach((part) => add(parent, 'p', part.trim()));
const line = (...parts) => parts.filter(Boolean).join(' · ');
const picture = (parent, held) => {
const path = held && /^\/uploads\/[\w-]+$/.test(held.url) && held.url;
if (!path) return;
const image = parent.appendChild(document.createElement('img'));
image.alt = String(held.alt || '');
image.width = held.width || 0;
image.height = held.height || 0;
image.src = path;
};
const block = (parent, held) => {
const part = parent.appendChild(document.createElement('section'));
add(part, 'h2', held.title);
add(part, 'b', line(held.value, held.label, held.source));
if (held.kind === 'code') add(part.appendChild(document.createElement('pre')), 'code', held.text);
else paragraphs(part, held.text);
add(part, 'p', line(held.name, held.role));
add(part, 'p', held.url);
[held, { picture: held.before }, { picture: held.after }, ...(held.pictures || [])].forEach((each) => {
picture(part, each.picture);
add(part, 'p', each.caption);
});
};
const show = (work) => {
const part = document.createElement('div');
part.className = 'tm';
const title = add(part, 'h1', work.title || document.querySelector('h1').textContent);
add(part, 'p', line(work.client, work.date));
picture(part, work.picture);
paragraphs(part, work.summary);
(work.blocks || []).forEach((each) => block(part, each));
(work.credits || []).forEach((each) => add(part, 'p', line(each.name, each.role)));
add(part, 'p', [work.role, ...(work.tools || [])].filter(Boolean).join(', '));
add(part, 'p', work.url);
form.parentNode.replaceChildren(part);
title.tabIndex = -1;
title.focus();
};
form.hidden = false;
form.addEventListener('submit', async (event) => {
event.preventDefault();
if (!window.crypto || !crypto.subtle) return void (said.textContent = unable);
said.textContent = busy;
button.disabled = true;
try {
const typed = new TextEncoder().encode(input.value.normalize('NFC').trim());
const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: Number(rounds) };
const key = await crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, key, bytes(cipher));
show(JSON.parse(new TextDecoder().decode(clear)));
} catch {
said.textContent = wrong;
input.focus();
} finally {
button.disabled = false;
}
});
})();
