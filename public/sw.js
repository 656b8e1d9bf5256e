// Keeps the app on the device, so that it opens without a network after one visit.
// Owns the shell and the files that a visit loaded. Never keeps the API, public pages or uploads: those are the server's,
// and what the app may show without it the app keeps itself (index, drafts, messages).
"use strict";

var CACHE = "lepas-app-1";
var SHELL = "/";
// Names of older builds are never asked for again; the oldest entries go.
var MOST = 120;
// A network that does not answer in this time is treated as none, if there is a copy.
var PATIENCE = 4000;
// The pages of the app; every other address is the server's to answer.
var PAGE = /^\/((jobs|talent|shortlist|studio|messages|work|saved|settings|sign-in|sign-up)(\/.*)?)?$/;
var FILE = /^\/([\w-]+[-_][0-9a-f]{8,}\w*\.(js|wasm|css|pack)|search_worker\w*\.(js|wasm)|(fonts|icons|art|motif|snippets)\/.+|favicon\.svg|device\.js|manifest\.webmanifest)$/;
var HASHED = /[-_][0-9a-f]{8,}[^/]*$/;

addEventListener("install", function () { skipWaiting(); });
addEventListener("activate", function (event) { event.waitUntil(clients.claim()); });

// What the page loaded before this worker listened.
addEventListener("message", function (event) {
  if (!Array.isArray(event.data)) return;
  event.waitUntil(Promise.all([SHELL].concat(event.data.map(pathOf)).map(keep)).then(trim));
});

addEventListener("fetch", function (event) {
  var request = event.request;
  var path = pathOf(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (PAGE.test(path)) event.respondWith(page(request));
  } else if (FILE.test(path)) {
    event.respondWith(file(request, path));
  }
});

function pathOf(address) {
  var url = new URL(address, location.href);
  return url.origin === location.origin ? url.pathname : "";
}

function isShell(response) {
  return response.ok && (response.headers.get("content-type") || "").indexOf("text/html") === 0;
}

async function put(path, response) {
  try { await (await caches.open(CACHE)).put(path, response); } catch (refusal) { /* no room: next time again */ }
}

async function kept(path) {
  try { return await (await caches.open(CACHE)).match(path); } catch (refusal) { return undefined; }
}

// Every address of the app is the same document.
async function page(request) {
  var asked = fetch(request).then(function (response) {
    if (isShell(response)) put(SHELL, response.clone());
    return response;
  });
  var held = await kept(SHELL);
  if (!held) return asked;
  var late = new Promise(function (tell) { setTimeout(tell, PATIENCE, held); });
  return Promise.race([asked.catch(function () { return held; }), late]);
}

async function file(request, path) {
  var held = await kept(path);
  if (held && HASHED.test(path)) return held;
  try {
    var response = await fetch(request);
    if (response.ok) put(path, response.clone());
    return response;
  } catch (failure) {
    if (held) return held;
    throw failure;
  }
}

async function keep(path) {
  if (path !== SHELL && !FILE.test(path) || await kept(path)) return;
  try {
    var response = await fetch(path);
    if (path === SHELL ? !isShell(response) : !response.ok) return;
    // The search worker loads two files that no page hears of; its loader names them.
    if (path.indexOf("/search_worker_loader") === 0) {
      var names = (await response.clone().text()).match(/\/search_worker[\w-]*\.(js|wasm)/g) || [];
      await Promise.all(names.map(keep));
    }
    await put(path, response);
  } catch (failure) { /* no network: next time again */ }
}

async function trim() {
  var cache = await caches.open(CACHE);
  var old = (await cache.keys()).filter(function (request) { return pathOf(request.url) !== SHELL; });
  await Promise.all(old.slice(0, Math.max(0, old.length - MOST)).map(function (request) { return cache.delete(request); }));
}
