// The parts of the module that pages fetch for themselves (bin/wasm-bindgen cuts them out), each with its style sheet: brought
// into the folder that is served, and the loader that knows and vouches for them put into the glue.
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrity, named, replace } from './files.mjs';

const cut = join(import.meta.dirname, '../target/parts');
// A file smaller than this costs more to ask for than to bring along: such pieces lie in one file together.
const SMALL = 2_000;
// Style sheets that a part needs and the first page does not.
const STYLES = { roles: ['grid', 'users'], account: ['account'], accesses: ['grid', 'accesses'] };

/** Returns index.html without the style sheets that now come with a part. `optimise` writes a smaller module, or is absent. */
export function bringParts(folder, glue, html, optimise) {
  const parts = readdirSync(cut).filter((name) => name.endsWith('.wasm') && name !== 'main.wasm');
  for (const name of parts) (optimise ?? copyFileSync)(join(cut, name), join(folder, name));
  const { pack, packed, served } = putAway(folder, parts);

  // One file less to fetch and to vouch for.
  let loader = readFileSync(join(cut, '__wasm_split.js'), 'utf8');
  const loads = [...loader.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
  loader = replace(loader, /^import .*\n/m, '');
  loader = replace(loader, /^export const /gm, 'const ');
  loader = replace(loader, /fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g, (_, part) => `ask("${served[part] ?? part}")`);
  const from = (file) => (file in packed ? pack : file);
  const vouched = Object.fromEntries([...Object.values(served), pack].map((file) => [file, integrity(join(folder, file))]));

  const chunks = new Map([...loader.matchAll(/const (__chunk_\d+) = makeLoad\(\(\) => \{\s*const src = ask\("([^"]+)"\)/g)].map(([, name, file]) => [name, file]));
  const found = [...loader.matchAll(/const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(\(\) => \{\s*const src = ask\("([^"]+)"\)[^]*?\}\s*, \[([^\]]*)\]\)\);/g)];
  if (found.length !== loads.length) throw new Error('parts.mjs: the splitter writes its loader otherwise than it did');
  const needed = {};
  for (const [, part, own, needs] of found) {
    const styles = (STYLES[part] ?? []).map((name) => {
      const link = new RegExp(`<link rel="stylesheet" href="[^"]*/(${name}-\\w+\\.css)"[^>]*>\\n?`);
      const [, file] = html.match(link) ?? [];
      if (!file) throw new Error(`parts.mjs: no style sheet ${name} in index.html`);
      return file;
    });
    needed[part] = [...new Set([...styles, own, ...needs.split(', ').filter(Boolean).map((name) => from(chunks.get(name)))])];
  }
  for (const file of new Set(Object.values(needed).flat().filter((file) => file.endsWith('.css')))) {
    vouched[file] = integrity(join(folder, file));
    html = replace(html, new RegExp(`\\s*<link rel="stylesheet" href="[^"]*/${file}"[^>]*>`), '');
  }
  // A page waits for its style sheets, and does without one that does not come.
  loader = replace(loader, /const (__wasm_split_load_(\w+)) = wrapAsyncCb\((makeLoad\([^]*?\}\s*, \[[^\]]*\]\))\);/g,
    (_, name, part, load) => `const ${name} = wrapAsyncCb(dressed("${part}", ${load}));`);
  const ask = `
const vouched = ${JSON.stringify(vouched)};
const parts = ${JSON.stringify(needed)};
const at = (file) => new URL(file, import.meta.url);
const fetched = (file) => fetch(at(file), { integrity: vouched[file] });
const worn = new Map();
const wear = (file) => {
  if (!worn.has(file)) {
    worn.set(file, new Promise((done) => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', integrity: vouched[file], href: at(file), onload: done, onerror: done });
      document.head.append(link);
    }));
  }
  return worn.get(file);
};
const is = (ending) => (file) => file.endsWith(ending);
const dressed = (part, load) => () => Promise.all([load(), ...parts[part].filter(is('.css')).map(wear)]);
// The parts of the page that the address names come along with the module; otherwise they would be asked for only once it
// runs. A part has the name of the first word of its page's address, but for that of one access below /users.
const word = location.pathname.split('/')[1];
const now = parts[word === 'users' ? 'accesses' : word] ?? [];
const early = new Map(now.filter((file) => !is('.css')(file)).map((file) => [file, fetched(file)]));
for (const answer of early.values()) answer.catch(() => {});
now.filter(is('.css')).forEach(wear);
const taken = (file) => {
  const answer = early.get(file) ?? fetched(file);
  early.delete(file);
  return answer;
};
// What is small comes in one file, which is asked for again only where it did not come.
let pack;
const unpacked = async (from, to) => {
  pack ??= taken("${pack}").then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status)));
  const own = pack;
  try {
    return new Response((await own).slice(from, to), { headers: { 'Content-Type': 'application/wasm' } });
  } catch (error) {
    if (pack === own) pack = undefined;
    throw error;
  }
};
const packed = ${JSON.stringify(packed)};
const ask = (file) => (file in packed ? unpacked(...packed[file]) : taken(file));
`;
  const path = join(folder, glue);
  let code = readFileSync(path, 'utf8');
  code = replace(code, /^import \* as \w+ from "\.\/__wasm_split\.js";?\n/gm, '');
  code = replace(code, /(?:^\s*"\.\/__wasm_split\.js": \w+,?\n)+/m, `        "./__wasm_split.js": { ${loads.join(', ')} },\n`);
  writeFileSync(path, `${code}${ask}${loader}`);
  return html;
}

/** Names each part after its bytes, but for the smallest, which go into one file: `served` has the names, `packed` tells from where to where each lies in `pack`. */
function putAway(folder, parts) {
  const served = {};
  const packed = {};
  const together = [];
  let at = 0;
  for (const name of parts) {
    const part = name.replace(/\.wasm$/, '');
    const bytes = readFileSync(join(folder, name));
    if (part.startsWith('chunk_') && bytes.length < SMALL) {
      packed[part] = [at, (at += bytes.length)];
      together.push(bytes);
      rmSync(join(folder, name));
    } else {
      served[part] = named(part, '.wasm', bytes);
      renameSync(join(folder, name), join(folder, served[part]));
    }
  }
  const bytes = Buffer.concat(together);
  const pack = named('chunks', '.bin', bytes);
  writeFileSync(join(folder, pack), bytes);
  return { pack, packed, served };
}
