// The page that asks the worker. Messages are bytes whose first one says what they are; see `KIND`, which the test fills in.
"use strict";
const KIND = KINDS;
const READY = 120_000;
const waiting = [];
let worker;

// WebDriver carries bytes as lists of numbers.
const bytes = (list) => Uint8Array.from(list);
const list = (data) => Array.from(data);

const hear = (kind) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error(`the worker did not say ${kind}`)), READY);
  waiting.push({ kind, resolve: (said) => { clearTimeout(timer); resolve(said); } });
});

function said({ data }) {
  const at = performance.now();
  if (typeof data === "string") throw new Error(data);
  const kind = data instanceof Uint8Array ? data[0] : "spent";
  const place = waiting.findIndex((one) => one.kind === kind);
  if (place >= 0) waiting.splice(place, 1)[0].resolve({ data, at });
}

// Milliseconds until a new worker listens.
async function start() {
  worker?.terminate();
  const begin = performance.now();
  worker = new Worker("/bench/worker.js");
  worker.onmessage = said;
  return (await hear(KIND.ready)).at - begin;
}

async function ask(question) {
  const [answer, cost] = [hear(KIND.answer), hear("spent")];
  const begin = performance.now();
  worker.postMessage(question);
  const { data, at } = await answer;
  return { data, trip: at - begin, ...(await cost).data };
}

// First visit: everything from the network.
async function firstVisit(load, news, question) {
  const ready = await start();
  const begin = performance.now();
  const loaded = hear(KIND.loaded);
  const progress = hear(KIND.progress);
  worker.postMessage(bytes(load));
  worker.postMessage(bytes(news));
  const first = (await progress).at - begin;
  const { data, at } = await loaded;
  const { memory } = await ask(bytes(question));
  // The manifest is kept behind the first answer; the next visit needs all of it.
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("lepas-search-4");
  const kept = async () => {
    for await (const name of folder.keys()) if (name === "jobs.manifest") return true;
    return false;
  };
  while (!await kept()) await new Promise((resolve) => setTimeout(resolve, 100));
  return { ready, first, all: at - begin, loaded: list(data), memory };
}

// A later visit: the index is kept on the device. Until the first answer out of all of it.
async function laterVisit(load, question) {
  const ready = await start();
  const loaded = hear(KIND.loaded);
  const begin = performance.now();
  worker.postMessage(bytes(load));
  const open = (await loaded).at - begin;
  const answer = await ask(bytes(question));
  const first = performance.now() - begin;
  return { ready, open, first, memory: answer.memory, answer: list(answer.data) };
}

// Every question once a round, after all others. Times are one list for each question.
async function rounds(questions, count) {
  const asked = questions.map(bytes);
  const spent = asked.map(() => []);
  const trip = asked.map(() => []);
  let memory = 0;
  let last = null;
  for (let round = 0; round < count; round += 1) {
    for (const [at, question] of asked.entries()) {
      const answer = await ask(question);
      spent[at].push(answer.spent);
      trip[at].push(answer.trip);
      memory = answer.memory;
      last = answer.data;
    }
  }
  return { spent, trip, memory, answer: list(last) };
}

const api = async (method, path, body, headers = {}) => {
  const response = await fetch(path, {
    method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
};

const manifest = () => api("GET", "/v1/index/jobs");

// Does something to the postings and waits until the server gives a new index out.
async function change(act) {
  const { version } = await manifest();
  const done = await act();
  for (;;) {
    const found = await manifest();
    if (found.version !== version) return { done, manifest: found };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const account = (key) => api("POST", "/v1/accounts", {
  email: `${key}@contoh.id`, password: "kata-sandi-panjang-sekali", name: "Penguji",
});

const posting = { title: "Zyzzyva whisperer", description: "Kemasan kopi untuk ekspor", skills: ["Illustrator"], mode: "remote" };
const addOne = (key) => change(() => api("POST", "/v1/jobs", posting, { "idempotency-key": key }));
const removeOne = (id) => change(() => api("DELETE", `/v1/jobs/${id}`));

// Times the worker from hearing of a new index until it answers from it; `own` is without the network.
async function bring(news, question) {
  const { network } = await ask(bytes(question));
  const loaded = hear(KIND.loaded);
  const begin = performance.now();
  worker.postMessage(bytes(news));
  await loaded;
  const answer = await ask(bytes(question));
  const all = performance.now() - begin;
  return { all, own: all - (answer.network - network), answer: list(answer.data) };
}

// Bytes of the index on the wire, as soon as the server has packed all of it.
async function wire() {
  const { segments } = await api("GET", "/v1/index/jobs");
  let sum = 0;
  for (const { hash } of segments) {
    for (;;) {
      const { headers } = await fetch(`/v1/index/jobs/segments/${hash}`, { method: "HEAD", cache: "no-store" });
      if (headers.get("content-encoding") === "br") {
        sum += Number(headers.get("content-length"));
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return { wire: sum, plain: segments.reduce((all, { bytes }) => all + bytes, 0) };
}
