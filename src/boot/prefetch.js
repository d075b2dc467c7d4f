// Owns the requests that a page makes first: they leave while the WebAssembly is still on its way, and the app takes each
// response over once (src/api/http/prefetch.rs). Knows no page but by the route table.
import { route } from './route.js';

/** What the banner reads on every page. */
const WHOAMI = '/api/web/custom/namespaces/system/whoami';
/** The app does not come for a response later than this. */
const EXPIRES_MS = 10_000;

/** @typedef {{ controller: AbortController, at: number, answer: Promise<Response> }} Prefetched */
/** @type {Map<string, Prefetched>} */
const prefetched = new Map();

/** @param {string} url */
const prefetch = (url) => {
  const controller = new AbortController();
  // Exactly as the app's client asks (src/api/http/client.rs).
  const answer = fetch(url, { signal: controller.signal, cache: 'no-store', credentials: 'include', redirect: 'manual', headers: { Accept: 'application/json' } });
  const entry = { controller, at: 0, answer };
  answer.then(() => (entry.at = Date.now()), () => {});
  prefetched.set(url, entry);
  setTimeout(() => prefetched.delete(url) && controller.abort(), EXPIRES_MS);
};

export const prefetchFirstReads = () => {
  globalThis.rolecall = {
    take(url) {
      const entry = prefetched.get(url);
      prefetched.delete(url);
      return entry;
    },
  };
  const meta = document.querySelector('meta[name="rolecall:tenant-api"]');
  const base = meta instanceof HTMLMetaElement ? meta.content.trim().replace(/\/+$/, '') : '';
  // "none": there is no tenant service.
  if (base !== 'none') [WHOAMI, ...(route?.reads ?? [])].forEach((path) => prefetch(base + path));
};
