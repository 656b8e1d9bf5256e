// Starts the shipped search worker, script and WASM unchanged, and tells the page what each turn cost and how much memory it has.
"use strict";
let spent = 0;
let network = 0;
let posted = false;
let memory = null;

const timed = (run) => function (...given) {
  const begin = performance.now();
  try {
    return run.apply(this, given);
  } finally {
    spent += performance.now() - begin;
  }
};

const plainPost = self.postMessage.bind(self);
self.postMessage = (...given) => {
  posted = true;
  plainPost(...given);
};

// The worker works questions off in turns of a timer, so a turn that posted something is a question answered.
const plainLater = self.setTimeout.bind(self);
self.setTimeout = (run, ...rest) => plainLater(() => {
  posted = false;
  timed(run)();
  if (!posted) return;
  plainPost({ spent, network, memory: memory?.buffer.byteLength ?? 0 });
  spent = 0;
}, ...rest);

// Reading a question counts as well.
const slot = Object.getOwnPropertyDescriptor(self, "onmessage")
  ?? Object.getOwnPropertyDescriptor(DedicatedWorkerGlobalScope.prototype, "onmessage");
Object.defineProperty(self, "onmessage", { configurable: true, set: (run) => slot.set.call(self, timed(run)) });

const plainFetch = self.fetch.bind(self);
self.fetch = async (...given) => {
  const begin = performance.now();
  try {
    const response = await plainFetch(...given);
    const body = [204, 304].includes(response.status) ? null : await response.arrayBuffer();
    return new Response(body, { status: response.status, headers: response.headers });
  } finally {
    network += performance.now() - begin;
  }
};

importScripts("SCRIPT");
wasm_bindgen({ module_or_path: "WASM" }).then((exports) => {
  memory = exports.memory;
});
