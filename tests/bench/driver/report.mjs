// Turns measurements into a Markdown table: medians, ratios, and whether each bar is met.
const median = (list) => quantile(list, 0.5);
const quantile = (list, part) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
};

const ms = (value) => (value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${Math.round(value).toLocaleString('en-US')} ms` : `${(value / 1000).toFixed(1)} s`);
const bytes = (value) => (value < 1e6 ? `${Math.round(value / 1000)} KB` : `${(value / 1e6).toFixed(1)} MB`);
const task = (value) => (value <= 50 ? '≤ 50 ms' : ms(value));
const each = (key) => (visits) => median(visits.map((visit) => visit[key]));
const pooled = (key, part) => (visits) => quantile(visits.flatMap((visit) => visit[key]), part);

/** Name, how to compute it from the visits, how to format it, the maximum ratio (`ratio`) or value (`max`) at 100,000 users. */
const ROWS = [
  ['Page, compressed', each('appBytes'), bytes],
  ['Response', each('responseBytes'), bytes],
  ['First row', each('firstRow'), ms, { ratio: 0.2 }],
  ['All rows', each('allRows'), ms, { ratio: 0.7 }],
  ['Longest task, loading', each('longestLoading'), task, { max: 50 }],
  ['Longest task, typing, sorting, scrolling', each('longestUsing'), task, { max: 50 }],
  ['Key to paint, median', pooled('keys', 0.5), ms],
  ['Key to paint, 95th of 100', pooled('keys', 0.95), ms, { ratio: 0.3 }],
  ['Sort, to paint', pooled('sorts', 0.5), ms, { ratio: 0.5 }],
  ['Scroll, frame, 95th of 100', pooled('frames', 0.95), ms],
  ['Scroll, jump to paint', pooled('jumps', 0.5), ms],
  ['Memory: heap, buffers, WebAssembly', (visits) => median(visits.map(({ heap, buffers, wasm }) => heap + buffers + wasm)), bytes, { ratio: 0.4 }],
  ['Memory: the renderer process', each('process'), bytes],
];

const BARS_AT = 100_000;

export const table = (users, ours, theirs) => {
  const withoutFailures = (visits) => visits.filter((visit) => !visit.fails);
  const [a, b] = [withoutFailures(ours), withoutFailures(theirs)];
  const fails = (visits) => visits.find((visit) => visit.fails)?.fails;
  const lines = [`### ${users.toLocaleString('en-US')} users`, ''];
  for (const [name, visits, successful] of [['Rolecall', ours, a], ['The React page', theirs, b]]) {
    if (successful.length < visits.length) lines.push(`${name}: ${visits.length - successful.length} of ${visits.length} visits failed: ${fails(visits)}`, '');
  }
  lines.push('| | Rolecall | React | ratio | bar |', '|---|--:|--:|--:|---|');
  for (const [name, value, format, bar] of ROWS) {
    const [x, y] = [a, b].map((visits) => (visits.length ? value(visits) : undefined));
    const cell = (value) => (value === undefined || Number.isNaN(value) ? 'fails' : format(value));
    const ratio = x !== undefined && y !== undefined ? x / y : undefined;
    let verdict = '';
    if (bar && users === BARS_AT) {
      const [limit, value] = bar.ratio ? [bar.ratio, ratio] : [bar.max, x];
      verdict = `${bar.ratio ? `ratio ${limit}` : `${limit} ms`}: ${value <= limit ? 'met' : '**missed**'}`;
    }
    lines.push(`| ${name} | ${cell(x)} | ${cell(y)} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${verdict} |`);
  }
  return lines.join('\n');
};
