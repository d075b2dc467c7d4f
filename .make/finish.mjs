// After a build, run by Trunk: brings the parts of the module and, in a release build, makes all of it small and puts a .br
// file beside all that compresses.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { integrity, named, replace } from './files.mjs';
import { bringParts } from './parts.mjs';
import { shrink } from './shrink.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === 'release';
// What rustc uses; a part has no section that says so, as the main module has.
const features = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd']
  .map((feature) => `--enable-${feature}`);
const tool = (name, options) => execFileSync(join(import.meta.dirname, '../.tools/npm/node_modules/.bin', name), [...features, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });

const names = readdirSync(folder);
const glue = names.find((name) => /^rolecall-\w+\.js$/.test(name));
const main = names.find((name) => /^rolecall-\w+_bg\.wasm$/.test(name));
const index = join(folder, 'index.html');
if (release) shrink(join(folder, glue), join(folder, main), tool);
const optimise = (input, output) => tool('wasm-opt', ['-Oz', input, '-o', output]);
let html = bringParts(folder, glue, readFileSync(index, 'utf8'), release ? optimise : undefined);
// Trunk named both after what they were before all this.
for (const [file, ending] of [[glue, '.js'], [main, '_bg.wasm']]) {
  const own = named('rolecall', ending, readFileSync(join(folder, file)));
  renameSync(join(folder, file), join(folder, own));
  html = replace(html, new RegExp(file.replace('.', '\\.'), 'g'), own);
  const link = new RegExp(`<link[^>]*/${own.replace('.', '\\.')}[^>]*>`, 'g');
  html = replace(html, link, (found) => replace(found, / integrity="[^"]*"/, ` integrity="${integrity(join(folder, own))}"`));
}
writeFileSync(index, html);

if (release) {
  for (const name of readdirSync(folder).filter((name) => /\.(html|css|js|wasm|bin|svg)$/.test(name))) {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}
