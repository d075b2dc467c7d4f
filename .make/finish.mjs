// After a build, run by Trunk: brings the parts of the module that pages fetch for themselves (see bin/wasm-bindgen) into
// the folder that is served, each bound by its integrity; in a release build, a .br file beside all that compresses.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === 'release';
const parts = join(import.meta.dirname, '../target/parts');
const integrity = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

// What rustc uses; a part has no section that says so, as the main module has.
const features = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd']
  .map((feature) => `--enable-${feature}`);

/** Replaces every match, of which there must be some: what comes from a tool may look different tomorrow. */
const replace = (text, pattern, by) => {
  if (text.search(pattern) < 0) throw new Error(`finish.mjs: nothing like ${pattern}; has a tool changed its output?`);
  return text.replace(pattern, by);
};

const [glue] = readdirSync(folder).filter((name) => /^rolecall-\w+\.js$/.test(name));
const base = glue.replace(/\.js$/, '');
const served = (part) => `${base}-${part}.wasm`;

for (const name of readdirSync(parts).filter((name) => name.endsWith('.wasm') && name !== 'main.wasm')) {
  const target = join(folder, served(name.replace(/\.wasm$/, '')));
  if (release) {
    execFileSync(join(import.meta.dirname, '../.tools/bin/wasm-opt'), ['-Oz', ...features, join(parts, name), '-o', target]);
  } else {
    copyFileSync(join(parts, name), target);
  }
}

// The loader goes into the glue: one file less to fetch and to vouch for.
let loader = readFileSync(join(parts, '__wasm_split.js'), 'utf8');
const loads = [...loader.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
loader = replace(loader, /^import .*\n/m, '');
loader = replace(loader, /^export const /gm, 'const ');
loader = replace(loader, /fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g, (_, part) => `ask("${served(part)}")`);
const vouched = Object.fromEntries([...loader.matchAll(/ask\("([^"]+)"\)/g)].map(([, file]) => [file, integrity(join(folder, file))]));
// Which parts a page needs; its name is the first word of its address, but for the page of one access below /users.
const file = new Map([...loader.matchAll(/const (__chunk_\d+) = makeLoad\(\(\) => \{\s*const src = ask\("([^"]+)"\)/g)].map(([, name, file]) => [name, file]));
const pages = Object.fromEntries(
  [...loader.matchAll(/const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(\(\) => \{\s*const src = ask\("([^"]+)"\)[^]*?\}\s*, \[([^\]]*)\]\)\);/g)].map(
    ([, page, own, needs]) => [page, [own, ...needs.split(', ').filter(Boolean).map((name) => file.get(name))]],
  ),
);
if (Object.keys(pages).length !== loads.length) throw new Error('finish.mjs: the splitter writes its loader otherwise than it did');
const ask = `
const vouched = ${JSON.stringify(vouched, null, 2)};
const pages = ${JSON.stringify(pages, null, 2)};
const start = (file) => fetch(new URL(file, import.meta.url), { integrity: vouched[file] });
// The parts of the page that the address names come along with the module; otherwise they would be asked for only once it runs.
const word = location.pathname.split('/')[1];
const early = new Map((pages[word === 'users' ? 'accesses' : word] ?? []).map((file) => [file, start(file)]));
for (const answer of early.values()) answer.catch(() => {});
const ask = (file) => {
  const answer = early.get(file) ?? start(file);
  early.delete(file);
  return answer;
};
`;
let code = readFileSync(join(folder, glue), 'utf8');
code = replace(code, /^import \* as \w+ from "\.\/__wasm_split\.js";?\n/gm, '');
code = replace(code, /(?:^\s*"\.\/__wasm_split\.js": \w+,?\n)+/m, `        "./__wasm_split.js": { ${loads.join(', ')} },\n`);
writeFileSync(join(folder, glue), `${code}${ask}${loader}`);
const index = join(folder, 'index.html');
const html = replace(readFileSync(index, 'utf8'), new RegExp(`<link[^>]*${glue.replace('.', '\\.')}[^>]*>`), (link) =>
  replace(link, / integrity="[^"]*"/, ` integrity="${integrity(join(folder, glue))}"`),
);
writeFileSync(index, html);

if (release) {
  for (const name of readdirSync(folder).filter((name) => /\.(html|css|js|wasm|svg)$/.test(name))) {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}
