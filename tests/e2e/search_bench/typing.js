// Runs before the app on /jobs: how long from a key press until the list that answers it is painted.
"use strict";
(() => {
  const SEARCH = SEARCH_KIND;
  const SETTLED = SETTLED_KINDS;
  const LOADED = LOADED_KIND;
  const typing = { open: 0, armed: false, pressed: 0, changed: false, finish: null };
  globalThis.typing = typing;
  const soon = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(0);
  };
  // Behind what the app does with the answer, then behind the frame that shows it.
  const settled = () => soon(() => {
    if (typing.open > 0 || !typing.armed || !typing.pressed) return;
    requestAnimationFrame(() => soon(() => {
      if (typing.open > 0 || !typing.armed) return;
      typing.armed = false;
      performance.mark("lepas-painted");
      typing.finish({ time: performance.now() - typing.pressed, changed: typing.changed });
    }));
  });
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof Uint8Array)) return;
        if (data[0] === LOADED) typing.loaded = true;
        if (!SETTLED.includes(data[0])) return;
        typing.open -= 1;
        settled();
      });
    }
    postMessage(data, ...rest) {
      if (data instanceof Uint8Array && data[0] === SEARCH) typing.open += 1;
      super.postMessage(data, ...rest);
    }
  };
  addEventListener("keydown", (event) => {
    if (!typing.armed || typing.pressed) return;
    typing.pressed = event.timeStamp;
    performance.mark("lepas-key");
  }, true);
  typing.arm = () => {
    Object.assign(typing, { armed: true, pressed: 0, changed: false });
    typing.painted = new Promise((resolve) => { typing.finish = resolve; });
    if (!typing.watcher) {
      typing.watcher = new MutationObserver(() => { typing.changed = true; });
      typing.watcher.observe(document.querySelector(".lp-results"), { childList: true, subtree: true, characterData: true });
    }
  };
})();
