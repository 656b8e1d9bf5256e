// What a card in a frame tells the page around it: how high it is, and where a link leads when the frame cannot go there.
// It speaks WordPress's protocol (message, value, secret) when its address ends in #?secret=, and Lepas's own otherwise.
// It reads nothing of the host: messages are believed only from the parent window, and only to ask for the height again
// or to choose light or dark.
(() => {
'use strict';
const body = document.body;
const card = document.querySelector('.lc');
const secret = (/[#?&]secret=([\dA-Za-z]{10})/.exec(location.hash) || [])[1];
if (parent === window || !card) return;
let last = 0;
const say = (message, value) => {
if (secret) parent.postMessage({ message, value, secret }, '*');
parent.postMessage({ lepas: message, value }, '*');
};
const height = (again) => {
const now = Math.ceil(card.getBoundingClientRect().height);
if (now && (again || now !== last)) say('height', last = now);
};
if (window.ResizeObserver) new ResizeObserver(() => height()).observe(card);
addEventListener('resize', () => height());
addEventListener('load', () => height(true));
addEventListener('message', (event) => {
const data = event.data;
if (event.source !== parent || !data) return;
if (data.lepas === 'ready' || (data.message === 'ready' && secret && data.secret === secret)) height(true);
if (data.lepas === 'theme') {
if (data.value === 'light' || data.value === 'dark') body.dataset.colorScheme = data.value;
else delete body.dataset.colorScheme;
}
});
addEventListener('click', (event) => {
const link = secret && event.target.closest && event.target.closest('a[href]');
if (!link) return;
event.preventDefault();
say('link', link.href);
});
height(true);
})();
