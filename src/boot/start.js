// Starts the WebAssembly under a strict Content-Security-Policy, which blocks the inline script of Trunk. The bundler makes
// /boot.js of this file and what it imports. The Trusted Types policy comes first, then the page that explains a crash.
import './trusted_types.js';
import './file_drop.js';
import { showCrashPage } from './crash_page.js';
import { prefetchFirstReads } from './prefetch.js';

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
  showCrashPage();
}
