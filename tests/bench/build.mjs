// Builds the React page for production: one script and one stylesheet (Rolecall's own), named by their hash, each with a .br file, as
// Rolecall is deployed. Usage: `node build.mjs <folder>`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const here = import.meta.dirname, out = resolve(process.argv[2]), style = resolve(here, '../../style');

const bundle = async (options) => {
  const { outputFiles } = await build({ bundle: true, minify: true, write: false, target: 'chrome140', ...options });
  return outputFiles[0].contents;
};
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const put = (name, bytes) => {
  writeFileSync(join(out, name), bytes);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params }));
};
const hashed = (stem, kind, bytes) => {
  const name = `${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${kind}`;
  put(name, bytes);
  return name;
};
const js = hashed('app', 'js', await bundle({
  entryPoints: [join(here, 'page/main.tsx')], format: 'esm', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
}));
const sheets = ['tokens', 'base', 'ui', 'grid', 'users'].map((name) => readFileSync(join(style, `${name}.css`), 'utf8')).join('\n');
const css = hashed('app', 'css', await bundle({ stdin: { contents: sheets, loader: 'css' } }));
put('index.html', Buffer.from(readFileSync(join(here, 'page/index.html'), 'utf8').replace('{js}', js).replace('{css}', css)));
