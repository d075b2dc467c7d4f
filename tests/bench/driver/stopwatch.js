// Runs in both pages before their own code and records when the visible content changes. A change counts when the browser starts to
// paint its frame.
(() => {
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };
  const rows = () => document.querySelectorAll('.rows tbody tr');
  const name = (row) => row?.querySelector('[role="rowheader"]')?.textContent;
  const status = () => document.querySelector('main [role="status"], main .tools-count')?.textContent ?? '';
  /** The visible content: the count and the first rows. */
  const visible = () => {
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

  // The heap that the browser reports doesn't include the memory of WebAssembly.
  for (const way of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[way];
    WebAssembly[way] = async (...args) => {
      const result = await own.apply(WebAssembly, args);
      const memory = (result.instance ?? result).exports.memory;
      if (memory) bench.memories.push(new WeakRef(memory));
      return result;
    };
  }

  const all = (text) => text && text === bench.expectedStatus && !document.querySelector('main [aria-busy="true"]');
  const check = () => {
    const first = !bench.firstRow && name(rows()[0]);
    if (first) painted((at) => (bench.firstRow ||= at));
    if (!bench.allRows && all(status())) painted((at) => (bench.allRows ||= at));
    if (!bench.firstRow || !bench.allRows) requestAnimationFrame(check);
    // Pushed, not polled: polling would add the inspector's own work to the measurement.
    else globalThis.benchDone('');
  };
  requestAnimationFrame(check);

  // From a key or click to the last visible change that follows.
  let before = '';
  let watching = false;
  const watch = () => {
    const now = visible();
    if (now !== before) {
      before = now;
      painted((at) => (bench.changed = at));
    }
    if (watching) requestAnimationFrame(watch);
  };
  const recordInput = (event) => (bench.input = event.timeStamp);
  addEventListener('keydown', recordInput, true);
  addEventListener('pointerdown', recordInput, true);
  bench.arm = () => {
    before = visible();
    bench.input = bench.changed = 0;
    if (!watching) {
      watching = true;
      requestAnimationFrame(watch);
    }
  };
  bench.disarm = () => (watching = false);

  // Scrolling: steadily, then in jumps.
  bench.scrollSteadily = async (frames, by) => {
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
