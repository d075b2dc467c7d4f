// Owns how the code of a page comes: each file is fetched when it is needed first, and checked against its hash; those of the
// page that the address names are fetched at once. Knows the files from the manifest that the bundler writes, no page by name.
// The bundler puts `load` into the loader of the splitter in the place of `fetch`.
import { integrity, pack, packed, parts } from 'virtual:manifest';
import { route } from './route.js';

/** @param {string} file */
const urlOf = (file) => new URL(file, import.meta.url).href;
/** @param {string} file */
const isStyle = (file) => file.endsWith('.css');
/** @param {string} file */
const request = (file) => fetch(urlOf(file), { integrity: integrity[file] });

/** @type {Map<string, Promise<unknown>>} */
const sheets = new Map();
/** How long a page waits for its styles. */
const STYLE_MS = 5_000;
/** Resolves even if the sheet does not come: a page can do without.
 * @param {string} file */
const addStyle = (file) => {
  const sheet = sheets.get(file) ?? new Promise((resolve) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', integrity: integrity[file], href: urlOf(file), onload: resolve, onerror: resolve });
    document.head.append(link);
    setTimeout(resolve, STYLE_MS);
  });
  sheets.set(file, sheet);
  return sheet;
};

// Without this, the current page's files would be asked for only once the WebAssembly runs.
const current = parts[route?.part ?? ''] ?? [];
const prefetched = new Map(current.filter((file) => !isStyle(file)).map((file) => [file, request(file)]));
for (const response of prefetched.values()) response.catch(() => {});
current.filter(isStyle).forEach(addStyle);

/** @param {string} file */
const fetchFile = (file) => {
  const response = prefetched.get(file) ?? request(file);
  prefetched.delete(file);
  return response;
};

/** Small chunks share one file, which is fetched again only if it did not come.
 * @type {Promise<ArrayBuffer> | undefined} */
let packBytes;
/** @param {number} from @param {number} to */
const unpack = async (from, to) => {
  packBytes ??= fetchFile(pack).then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(response.status)));
  const bytes = packBytes;
  try {
    return new Response((await bytes).slice(from, to), { headers: { 'Content-Type': 'application/wasm' } });
  } catch (error) {
    if (packBytes === bytes) packBytes = undefined;
    throw error;
  }
};

/** The response with a file's WebAssembly, once the styles of its page are here as well.
 * @param {string} file */
export const load = async (file) => {
  const response = file in packed ? unpack(...packed[file]) : fetchFile(file);
  const part = Object.values(parts).find(([own]) => own === file) ?? [];
  await Promise.all([response, ...part.filter(isStyle).map(addStyle)]);
  return response;
};
