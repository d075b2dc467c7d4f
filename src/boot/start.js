// Starts the WebAssembly under a strict Content-Security-Policy, which blocks the inline script of Trunk. The bundler makes
// /boot.js of this file and what it imports. The Trusted Types policy comes first, then the page that explains a crash.
import './trusted_types.js';
import './file_drop.js';
import './unblock.js';
import { showCrashPage } from './crash_page.js';
import { prefetchFirstReads } from './prefetch.js';

// A module of one function that uses a vector, as ours do.
const VECTOR = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

/** Why the app cannot run in this browser. */
const whyNever = () => {
  if (!globalThis.WebAssembly) return 'This browser does not run WebAssembly, which Rolecall is made of. It may be turned off: Lockdown Mode does that, and some company settings do. Allow it for this address, or use another browser.';
  if (!WebAssembly.validate(VECTOR)) return 'This browser runs only an older WebAssembly than Rolecall is made of. Update the browser, or use another one.';
};

try {
  // A module has no document.currentScript, so the element is looked up.
  const script = document.querySelector('script[data-wasm]');
  if (!(script instanceof HTMLScriptElement)) throw new Error('no script element names the WebAssembly');
  const { js = '', wasm = '' } = script.dataset;
  const glue = import(js);
  glue.catch(() => {});
  prefetchFirstReads();
  // This file is async: it may be here before the rest of the document is.
  if (document.readyState === 'loading') await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
  // Chromium does not check the integrity of this preload; fetch below does.
  const preload = document.querySelector('link[rel=preload][as=fetch]');
  const integrity = preload instanceof HTMLLinkElement && preload.integrity;
  if (!integrity) throw new Error('the integrity of the WebAssembly is not known');
  const { default: start } = await glue;
  await start({ module_or_path: fetch(wasm, { integrity }) });
} catch (error) {
  console.error('boot', error);
  showCrashPage(whyNever());
}
