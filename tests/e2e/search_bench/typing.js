// Runs before the app on /jobs: how long from a key press until the list that answers it is painted.
//
// The list is painted with the frame behind the last change of a row in view; the page has settled when nothing of it
// changes any more. What is done for rows out of view and beside the list comes in between.
"use strict";
(() => {
  const SEARCH = SEARCH_KIND;
  const SETTLED = SETTLED_KINDS;
  const LOADED = LOADED_KIND;
  // Milliseconds without a change after which the page has settled.
  const QUIET = 150;
  const typing = { open: 0, armed: false, pressed: 0, changed: false, frames: 0, painted: 0, settled: 0 };
  globalThis.typing = typing;
  const soon = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(0);
  };
  const row = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[aria-posinset]");
  const inView = (node) => {
    const place = row(node)?.getAttribute("aria-posinset");
    return place === undefined || place <= typing.inView;
  };
  const seen = ({ type, target, addedNodes, removedNodes }) =>
    row(target) || type !== "childList" ? inView(target) : [...addedNodes, ...removedNodes].some(inView);
  const finish = () => {
    if (!typing.armed || typing.open > 0 || typing.frames > 0) return;
    typing.armed = false;
    performance.mark("lepas-painted", { startTime: typing.painted });
    performance.mark("lepas-settled", { startTime: typing.settled });
    typing.finish({ time: typing.painted - typing.pressed, settled: typing.settled - typing.pressed, changed: typing.changed });
  };
  // Behind what the app does at once, then behind the frame that shows it.
  const after = (isSeen) => {
    typing.frames += 1;
    clearTimeout(typing.timer);
    soon(() => requestAnimationFrame(() => soon(() => {
      typing.settled = performance.now();
      if (isSeen) typing.painted = typing.settled;
      typing.frames -= 1;
      clearTimeout(typing.timer);
      typing.timer = setTimeout(finish, QUIET);
    })));
  };
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof Uint8Array)) return;
        if (data[0] === LOADED) typing.loaded = true;
        if (!SETTLED.includes(data[0])) return;
        typing.open -= 1;
        if (typing.armed && typing.pressed) after(true);
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
    // At the start of the list, where the typing happens.
    const shown = [...document.querySelectorAll("[aria-posinset]")].filter((row) => row.getBoundingClientRect().top < innerHeight);
    Object.assign(typing, { armed: true, pressed: 0, changed: false, inView: Math.max(shown.length, 1) });
    const done = new Promise((resolve) => { typing.finish = resolve; });
    typing.done = done;
    if (!typing.watcher) {
      typing.watcher = new MutationObserver((records) => {
        if (!typing.armed || !typing.pressed) return;
        const list = document.querySelector(".lp-results");
        const ofList = records.filter((record) => list.contains(record.target));
        typing.changed ||= ofList.length > 0;
        after(ofList.some(seen));
      });
      typing.watcher.observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
    }
  };
})();
