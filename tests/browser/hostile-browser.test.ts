// Browsers in which something is missing, throws, or returns junk: blocked storage, no notifications, other people's scripts that
// replace what is built in. One at a time; every page still opens, and nothing is an uncaught error.
import { columnTexts } from './support/table.ts';
import * as roles from './support/roles.ts';
import { expect, expectUsable, test } from './support/test.ts';

/** Each script runs before the page's own. `refuse(object, name)` makes a method or a getter throw. */
const helpers = `
  const refuse = (object, name) => Object.defineProperty(object, name, { configurable: true, get() { throw new DOMException(name, 'SecurityError'); } });
  const failing = (object, name) => Object.defineProperty(object, name, { configurable: true, value() { throw new DOMException(name, 'NotAllowedError'); } });
  const without = (object, name) => Object.defineProperty(object, name, { configurable: true, writable: true, value: undefined });
  const returns = (object, name, value) => Object.defineProperty(object, name, { configurable: true, get: () => value });
`;

const cases: [string, string][] = [
  // Storage.
  ['localStorage may not be read', `refuse(window, 'localStorage')`],
  ['sessionStorage may not be read', `refuse(window, 'sessionStorage')`],
  ['neither storage may be read', `refuse(window, 'localStorage'); refuse(window, 'sessionStorage')`],
  ['localStorage is null', `returns(window, 'localStorage', null)`],
  ['sessionStorage is undefined', `without(window, 'sessionStorage')`],
  ['nothing can be stored', `failing(Storage.prototype, 'setItem')`],
  ['nothing stored can be read', `failing(Storage.prototype, 'getItem')`],
  ['nothing stored can be removed', `failing(Storage.prototype, 'removeItem')`],
  ['keys of storage cannot be listed', `failing(Storage.prototype, 'key'); refuse(Storage.prototype, 'length')`],
  ['other apps have written under our keys', `
    for (const area of [localStorage, sessionStorage])
      for (const key of ['places', 'views', 'saved-views', 'change-log', 'reminder', 'notifications', 'views:1'])
        for (const value of ['{"a":[1', 'null', '\\uD800', '0;;;-1 x;99999999999999999999 1']) area.setItem('rolecall:' + key, value)`],
  // History and place.
  ['pushState is refused', `failing(History.prototype, 'pushState')`],
  ['replaceState is refused', `failing(History.prototype, 'replaceState')`],
  ['history.state may not be read', `refuse(History.prototype, 'state')`],
  ['history.state is a function', `returns(History.prototype, 'state', () => 1)`],
  ['scrollTo is missing', `without(window, 'scrollTo'); without(window, 'scroll')`],
  ['scrollTo throws', `failing(window, 'scrollTo')`],
  ['scrollIntoView is missing', `without(Element.prototype, 'scrollIntoView')`],
  ['events have no composedPath', `without(Event.prototype, 'composedPath')`],
  ['composedPath returns junk', `Event.prototype.composedPath = () => 'junk'`],
  // Time and work.
  ['performance is missing', `without(window, 'performance')`],
  ['performance.now throws', `failing(Performance.prototype, 'now')`],
  ['performance.now is not a number', `Performance.prototype.now = () => NaN`],
  ['a clock that stands still', `Performance.prototype.now = () => 7`],
  ['MessageChannel is missing', `without(window, 'MessageChannel')`],
  ['MessageChannel throws', `window.MessageChannel = function () { throw new Error('no') }`],
  ['requestAnimationFrame throws', `failing(window, 'requestAnimationFrame')`],
  ['requestIdleCallback is missing', `without(window, 'requestIdleCallback')`],
  ['ResizeObserver is missing', `without(window, 'ResizeObserver')`],
  ['IntersectionObserver is missing', `without(window, 'IntersectionObserver')`],
  ['matchMedia is missing', `without(window, 'matchMedia')`],
  // Dates.
  ['Intl is missing', `without(window, 'Intl')`],
  ['Intl.DateTimeFormat throws', `failing(Intl, 'DateTimeFormat')`],
  ['Intl.DateTimeFormat is missing', `without(Intl, 'DateTimeFormat')`],
  ['formats throw', `Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { get: () => () => { throw new RangeError('time zone') } })`],
  ['formats return nothing', `Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { get: () => () => undefined })`],
  ['the language of the page is empty', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = ''))`],
  ['the language of the page is "auto"', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = 'auto'))`],
  ['the language of the page is none', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = 'xx-bogus'))`],
  ['the language of the page is a locale of C', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = 'en_US.UTF-8@posix'))`],
  ['the language of the browser is C', `returns(Navigator.prototype, 'language', 'C'); returns(Navigator.prototype, 'languages', ['C'])`],
  // Messages and permissions.
  ['Notification is missing', `without(window, 'Notification')`],
  ['Notification may not be asked', `refuse(Notification, 'permission')`],
  ['Notification.permission is junk', `returns(Notification, 'permission', 7)`],
  ['BroadcastChannel is missing', `without(window, 'BroadcastChannel')`],
  ['BroadcastChannel throws', `window.BroadcastChannel = function () { throw new DOMException('opaque', 'SecurityError') }`],
  ['BroadcastChannel cannot send', `failing(BroadcastChannel.prototype, 'postMessage')`],
  ['clipboard is missing', `without(Navigator.prototype, 'clipboard')`],
  ['clipboard may not be read', `refuse(Navigator.prototype, 'clipboard')`],
  ['crypto is missing', `without(window, 'crypto')`],
  ['onLine is undefined', `without(Navigator.prototype, 'onLine')`],
  ['document.hidden is undefined', `without(Document.prototype, 'hidden'); without(Document.prototype, 'visibilityState')`],
  // Requests.
  ['Headers is missing', `without(window, 'Headers')`],
  ['Request is missing', `without(window, 'Request')`],
  ['responses have no stream', `returns(Response.prototype, 'body', null)`],
  ['somebody else reads the streams', `failing(ReadableStream.prototype, 'getReader')`],
  ['headers may not be read', `failing(Headers.prototype, 'get')`],
  ['requests are sent by something like a promise', `const original = fetch; window.fetch = (...args) => ({ then: (done, failed) => original(...args).then(done, failed) })`],
  // Elements.
  ['nothing can be focused', `failing(HTMLElement.prototype, 'focus')`],
  ['getSelection returns null', `window.getSelection = () => null`],
  ['getSelection throws', `failing(window, 'getSelection')`],
  ['dialogs cannot be modal', `failing(HTMLDialogElement.prototype, 'showModal')`],
  ['createImageBitmap is missing', `without(window, 'createImageBitmap')`],
  ['Blob addresses are refused', `failing(URL, 'createObjectURL'); failing(URL, 'revokeObjectURL')`],
  ['setPointerCapture throws', `failing(Element.prototype, 'setPointerCapture')`],
];

for (const [name, script] of cases) {
  test(`where ${name}, every page opens and works`, async ({ page, signIn }) => {
    await page.addInitScript(`{ ${helpers} ${script} }`);
    await signIn('admin');
    await page.goto('/settings');
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('Settings');
    for (const next of ['Roles', 'Accesses', 'Account']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: next }).click();
      await expect(heading).toHaveText(next);
    }
    await page.goBack();
    await expectUsable(page);
  });
}

const dates: [string, string, RegExp][] = [
  ['Intl is missing', `without(window, 'Intl')`, /^\d{4}-\d\d-\d\d UTC$/],
  ['formats throw', `Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { get: () => () => { throw new RangeError('time zone') } })`, /^\d{4}-\d\d-\d\d UTC$/],
  ['the language of the page is "auto"', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = 'auto'))`, /^[A-Z][a-z]{2} \d{1,2}, \d{4}$/],
  ['the language of the page is empty', `addEventListener('DOMContentLoaded', () => (document.documentElement.lang = ''))`, /^[A-Z][a-z]{2} \d{1,2}, \d{4}$/],
];
for (const [name, script, date] of dates) {
  test(`where ${name}, dates are shown`, async ({ page, signIn }) => {
    await page.addInitScript(`{ ${helpers} ${script} }`);
    await signIn('admin');
    await roles.open(page, '?sort=-last_login');
    const shown = await columnTexts(roles.rows(page), 'Last login');
    expect(shown[0]!).toMatch(date);
  });
}
