// Takes out of the glue and of the main module what no browser needs: code that only a server's streams would use, and the
// hashes that make names unique while linking. Together a twentieth of what a first visit costs.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

// Leptos brings server functions along, these their streams, and what is exported no optimiser takes out.
const STREAMS = /intounderlying/i;
// What a linker made unique: sixteen hexadecimal digits, which no compression makes shorter.
const UNIQUE = /^\w*_h?[0-9a-f]{16}(_\d+)?$/;

/** Rewrites `glue` and `main`; `tool` runs one of binaryen's tools. */
export function shrink(glue, main, tool) {
  dropStreams(main, tool);
  const names = new Map();
  writeFileSync(main, rename(readFileSync(main), names));
  let code = readFileSync(glue, 'utf8');
  code = code.replace(/^export class (IntoUnderlying\w+) \{\n[^]*?^\}\nif \(Symbol\.dispose\).*\n/gm, '');
  code = code.replace(/^const IntoUnderlying\w+Finalization = [^]*?;\n/gm, '');
  if (STREAMS.test(code)) throw new Error('shrink.mjs: wasm-bindgen writes its classes otherwise than it did');
  code = code.replace(/\b\w+_h?[0-9a-f]{16}(_\d+)?\b/g, (name) => names.get(name) ?? name);
  writeFileSync(glue, code);
}

function dropStreams(main, tool) {
  const graph = `${main}.graph.json`;
  const names = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(main))).map(({ name }) => name);
  const kept = names.filter((name) => !STREAMS.test(name));
  writeFileSync(graph, JSON.stringify(kept.map((name) => ({ name: `kept ${name}`, root: true, export: name }))));
  tool('wasm-metadce', [main, '--graph-file', graph, '-o', main]);
  rmSync(graph);
  // What they alone called is gone; what shared its shape can be folded now.
  tool('wasm-opt', ['-Oz', main, '-o', main]);
}

/** The module with short names for what was made unique; `names` learns which. */
function rename(bytes, names) {
  const out = [bytes.subarray(0, 8)];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const leb = (value) => {
    const digits = [];
    do {
      digits.push(value > 127 ? (value & 127) | 128 : value);
      value = Math.floor(value / 128);
    } while (value > 0);
    return Buffer.from(digits);
  };
  const name = () => {
    const length = number();
    return bytes.toString('utf8', at, (at += length));
  };
  const written = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);
  const short = (text) => {
    if (!UNIQUE.test(text)) return text;
    if (!names.has(text)) names.set(text, `$${names.size.toString(36)}`);
    return names.get(text);
  };
  const limits = () => {
    const flags = number();
    number();
    if (flags & 1) number();
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = number();
    const start = at;
    const end = at + size;
    const parts = [];
    if (id === 2 || id === 7) {
      const count = number();
      parts.push(leb(count));
      for (let index = 0; index < count; index++) {
        if (id === 2) parts.push(written(name()));
        parts.push(written(short(name())));
        const from = at;
        const kind = bytes[at++];
        if (id === 7 || kind === 0) number();
        else if (kind === 1) { at++; limits(); }
        else if (kind === 2) limits();
        else if (kind === 3) at += 2;
        else throw new Error(`shrink.mjs: an import of kind ${kind}`);
        parts.push(bytes.subarray(from, at));
      }
      if (at !== end) throw new Error('shrink.mjs: a section ends where it should not');
    } else {
      parts.push(bytes.subarray(start, end));
    }
    const section = Buffer.concat(parts);
    out.push(Buffer.from([id]), leb(section.length), section);
    at = end;
  }
  return Buffer.concat(out);
}
