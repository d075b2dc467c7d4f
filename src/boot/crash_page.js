// Owns what a person reads when the app cannot start or stops. Knows nothing of the app, which may not be there.

/** @param {string} [reason] Why it can never start here: Reload does not help then. */
export const showCrashPage = (reason) => {
  if (document.getElementById('fatal')) return;
  document.getElementById('late')?.remove();
  const box = document.createElement('div');
  const title = document.createElement(document.querySelector('h1') ? 'h2' : 'h1');
  const text = document.createElement('p');
  const button = document.createElement('button');
  box.id = 'fatal';
  box.setAttribute('role', 'alert');
  title.textContent = 'Rolecall could not start or stopped working';
  text.textContent = reason ?? 'Reload the page to continue. If that does not help, contact your admin.';
  button.className = 'button button-primary';
  button.textContent = 'Reload';
  button.addEventListener('click', () => location.reload());
  box.append(title, text, ...(reason ? [] : [button]));
  document.getElementById('starting')?.remove();
  document.body.prepend(box);
};

// A panic of Rust ends in a trap of the WebAssembly, after which nothing works any more.
/** @param {unknown} error */
const isTrap = (error) => !!globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError;
addEventListener('error', (event) => isTrap(event.error) && showCrashPage());
addEventListener('unhandledrejection', (event) => isTrap(event.reason) && showCrashPage());
