// Runs in the page before anything of it, the same for both pages: when what one sees has changed, seen from the page itself.
// A moment counts when its frame is handed to the browser to be painted.
(() => {
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };
  const rows = () => document.querySelectorAll('.rows tbody tr');
  const name = (row) => row?.querySelector('[role="rowheader"]')?.textContent;
  const status = () => document.querySelector('main [role="status"], main .tools-count')?.textContent ?? '';
  /** What one sees of the list: how many, and the first rows. */
  const seen = () => {
    let text = status();
    let left = 8;
    for (const row of rows()) {
      if (left-- === 0) break;
      text += `\n${name(row) ?? ''}`;
    }
    return text;
  };
  const bench = (globalThis.__bench = { firstRow: 0, allRows: 0, tasks: [], memories: [], input: 0, changed: 0, frames: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });

  // The memory of a WebAssembly is no part of the heap that the browser tells of.
  for (const way of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[way];
    WebAssembly[way] = async (...args) => {
      const made = await own.apply(WebAssembly, args);
      const memory = (made.instance ?? made).exports.memory;
      if (memory) bench.memories.push(new WeakRef(memory));
      return made;
    };
  }

  const all = (text) => text && text === bench.whole && !document.querySelector('main [aria-busy="true"]');
  const look = () => {
    const first = !bench.firstRow && name(rows()[0]);
    if (first) painted((at) => (bench.firstRow ||= at));
    if (!bench.allRows && all(status())) painted((at) => (bench.allRows ||= at));
    if (!bench.firstRow || !bench.allRows) requestAnimationFrame(look);
    // Told, not asked for: to ask would put the inspector's own work into what is measured.
    else globalThis.benchDone('');
  };
  requestAnimationFrame(look);

  // From a key or a click to the last change of what is seen that follows it.
  let before = '';
  let watching = false;
  const watch = () => {
    const now = seen();
    if (now !== before) {
      before = now;
      painted((at) => (bench.changed = at));
    }
    if (watching) requestAnimationFrame(watch);
  };
  const begun = (event) => (bench.input = event.timeStamp);
  addEventListener('keydown', begun, true);
  addEventListener('pointerdown', begun, true);
  bench.arm = () => {
    before = seen();
    bench.input = bench.changed = 0;
    if (!watching) {
      watching = true;
      requestAnimationFrame(watch);
    }
  };
  bench.disarm = () => (watching = false);

  // Scrolling: a steady pull, then jumps. A frame is late when it comes later than the one after the last.
  bench.pull = async (frames, by) => {
    const box = document.querySelector('.rows-box');
    const gaps = [];
    let last = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      box.scrollTop += by;
      await new Promise((done) => requestAnimationFrame(() => painted(done)));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  };
  bench.jump = async (part) => {
    const box = document.querySelector('.rows-box');
    const frame = box.getBoundingClientRect();
    const middle = frame.top + frame.height / 2;
    const began = performance.now();
    box.scrollTop = (box.scrollHeight - box.clientHeight) * part;
    for (;;) {
      const at = await new Promise((done) => requestAnimationFrame(() => painted(done)));
      for (const row of rows()) {
        const { top, bottom } = row.getBoundingClientRect();
        if (top <= middle && middle < bottom && name(row)) return at - began;
      }
      if (at - began > 10_000) return NaN;
    }
  };
})();
