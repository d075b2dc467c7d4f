// The address and the browser's history: which clicks stay in the app, Back and Forward, and browsers that refuse to write.
import type { Page } from '@playwright/test';
import { main } from './support/page.ts';
import { header, open, queryOf, scrollBox, search, settled, sortBy } from './support/roles.ts';
import { expect, expectUsable, test } from './support/test.ts';

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const go = async (page: Page, name: string) => {
  await navigation(page).getByRole('link', { name }).click();
  await expect(heading(page)).toHaveText(name);
};
/** How often the page has called the history, and how often that was refused. */
const calls = (page: Page) => page.evaluate(() => (globalThis as any).historyCalls as { made: number; refused: number });

type Refusal = 'safari' | 'old Safari' | 'always' | 'silently' | 'no method';

/** Makes the browser refuse to write its history, as browsers do. */
const refuse = (page: Page, refusal: Refusal) =>
  page.addInitScript((refusal) => {
    const count = ((globalThis as any).historyCalls = { made: 0, refused: 0 });
    const seconds = refusal === 'old Safari' ? 30 : 10;
    let began = 0;
    let within = 0;
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = History.prototype[name];
      History.prototype[name] = function (...args: Parameters<typeof original>) {
        count.made += 1;
        if (performance.now() - began > seconds * 1_000) [began, within] = [performance.now(), 0];
        within += 1;
        if (refusal === 'silently') return void (count.refused += 1);
        if (refusal === 'always' || within > 100) {
          count.refused += 1;
          throw new DOMException(`Attempt to use history.${name}() more than 100 times per ${seconds} seconds`, 'SecurityError');
        }
        return original.apply(this, args);
      };
      if (refusal === 'no method') Object.defineProperty(History.prototype, name, { value: undefined });
    }
  }, refusal);

const holdEnter = async (page: Page, presses: number) => {
  for (let press = 0; press < presses; press++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
};

for (const refusal of ['safari', 'old Safari'] as const) {
  test(`Enter held on a column header changes the order as ever, and the address follows (${refusal})`, async ({ page, signIn }) => {
    await refuse(page, refusal);
    await signIn('admin');
    await open(page);
    const button = header(page, 'Status').getByRole('button');
    await button.focus();
    // Three presses come round: ascending, descending, not sorted.
    await holdEnter(page, 151);
    await expect(header(page, 'Status')).toHaveAttribute('aria-sort', 'ascending');
    expect((await calls(page)).made, 'calls while Enter was held').toBeLessThan(60);
    await expect.poll(() => queryOf(page)).toBe('?sort=status');
    expect((await calls(page)).refused, 'refused').toBe(0);
    await expect(button).toBeFocused();
    await expectUsable(page);
  });
}

test('200 clicks on links of the app show each page, and the address follows', async ({ page, signIn }) => {
  test.slow();
  await refuse(page, 'safari');
  await signIn('admin');
  await page.goto('/account');
  for (let round = 0; round < 100; round++) {
    for (const name of ['Settings', 'Account']) await go(page, name);
  }
  await expect(page).toHaveURL(/\/account$/, { timeout: 15_000 });
  await expectUsable(page);
});

for (const refusal of ['always', 'silently', 'no method'] as const) {
  test(`where the history may not be written (${refusal}), every page is shown and every view can be chosen`, async ({ page, signIn }) => {
    await refuse(page, refusal);
    await signIn('admin');
    await page.goto('/settings');
    await go(page, 'Roles');
    await settled(page);
    await sortBy(page, 'Status');
    await expect(header(page, 'Status')).toHaveAttribute('aria-sort', 'ascending');
    await search(page).fill('ingrid');
    await expect(main(page).getByRole('status')).toContainText('1 of ');
    await go(page, 'Account');
    expect(new URL(page.url()).pathname, 'the address stays').toBe('/settings');
    await expectUsable(page);
  });
}

test('a refused address is written once the browser takes it again, and only the newest', async ({ page, signIn }) => {
  await page.addInitScript(() => {
    const original = history.pushState;
    (globalThis as any).isRefusing = true;
    History.prototype.pushState = function (...args) {
      if ((globalThis as any).isRefusing) throw new DOMException('not now', 'SecurityError');
      original.apply(this, args);
    };
  });
  await signIn('admin');
  await open(page);
  await go(page, 'Account');
  await go(page, 'Settings');
  await expect(page).toHaveURL(/\/roles$/);
  await page.evaluate(() => ((globalThis as any).isRefusing = false));
  await expect(page).toHaveURL(/\/settings$/);
  await page.goBack();
  await expect(heading(page)).toHaveText('Roles');
  await page.goForward();
  await expect(heading(page)).toHaveText('Settings');
});

test('choices in a row are undone one by one', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page);
  const orders = ['', '?sort=status', '?sort=-status', '', '?sort=user', '?sort=-user'];
  for (const column of ['Status', 'Status', 'Status', 'User', 'User']) await sortBy(page, column);
  for (const order of [...orders].reverse()) {
    await expect.poll(() => queryOf(page)).toBe(order);
    await page.goBack();
  }
});

test('a storm of Back and Forward ends on the page that the address names', async ({ page, signIn }) => {
  await signIn('admin');
  await page.goto('/settings');
  for (const name of ['Account', 'Roles', 'Accesses', 'Settings', 'Roles', 'Account']) await go(page, name);
  await page.evaluate(async () => {
    for (let step = 0; step < 60; step++) {
      history.go([-1, -2, 1, -1, 2, 1][step % 6]!);
      if (step % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  const pages: Record<string, string> = { '/settings': 'Settings', '/account': 'Account', '/roles': 'Roles', '/accesses': 'Accesses' };
  await expect.poll(async () => pages[new URL(page.url()).pathname] === (await heading(page).textContent())).toBe(true);
  await expectUsable(page);
});

test.describe('what is in history.state does not matter', () => {
  const states: [string, string][] = [
    ['data of another script', `history.replaceState({ idx: 7, key: 'x', rolecall: 'nonsense' }, '')`],
    ['a text', `history.replaceState('text', '')`],
    ['a number that is none of ours', `history.replaceState({ rolecall: -1e99 }, '')`],
    ['a getter that throws', `Object.defineProperty(History.prototype, 'state', { get() { throw new Error('state'); } })`],
    ['a length that throws', `Object.defineProperty(History.prototype, 'length', { get() { throw new Error('length'); } })`],
  ];
  for (const [name, script] of states) {
    test(name, async ({ page, signIn }) => {
      await page.addInitScript(script);
      await signIn('admin');
      await open(page);
      await go(page, 'Account');
      await page.goBack();
      await expect(heading(page)).toHaveText('Roles');
      await page.goForward();
      await expect(heading(page)).toHaveText('Account');
      await expectUsable(page);
    });
  }
});

test('a fragment set by somebody else changes no page, and Back takes it away', async ({ page, signIn }) => {
  await signIn('admin');
  await open(page, '?sort=status');
  const box = await scrollBox(page).elementHandle();
  for (const hash of ['#main', '#nothing', '#%zz', '#']) await page.evaluate((hash) => (location.hash = hash), hash);
  expect(await box!.evaluate((box) => box.isConnected), 'the table is still the same').toBe(true);
  await expect(header(page, 'Status')).toHaveAttribute('aria-sort', 'ascending');
  await page.goBack();
  await expect(heading(page)).toHaveText('Roles');
  await expectUsable(page);
});

test.describe('a click', () => {
  /** What a link is, how it is clicked, and whether the app may follow it itself. */
  const links: [string, Record<string, string>, { button?: 'middle'; modifiers?: 'Control'[] | 'Shift'[] | 'Alt'[] | 'Meta'[] }, boolean][] = [
    ['on a plain link', { href: '/account' }, {}, true],
    ['on a relative link', { href: 'account?a=b#c' }, {}, true],
    ['on a whole address', { href: 'ORIGIN/account' }, {}, true],
    ['on a link to this tab', { href: '/account', target: '_self' }, {}, true],
    ['on a link with another rel', { href: '/account', rel: 'help nofollow' }, {}, true],
    ['with Ctrl', { href: '/account' }, { modifiers: ['Control'] }, false],
    ['with Shift', { href: '/account' }, { modifiers: ['Shift'] }, false],
    ['with Alt', { href: '/account' }, { modifiers: ['Alt'] }, false],
    ['with Meta', { href: '/account' }, { modifiers: ['Meta'] }, false],
    ['with the middle button', { href: '/account' }, { button: 'middle' }, false],
    ['on a link to a new tab', { href: '/account', target: '_blank' }, {}, false],
    ['on a link to a named frame', { href: '/account', target: 'side' }, {}, false],
    ['on a download', { href: '/account', download: '' }, {}, false],
    ['on an external link', { href: '/account', rel: 'NOFOLLOW External' }, {}, false],
    ['on a link to another origin', { href: 'https://elsewhere.example/account' }, {}, false],
    ['on a link that looks like a path', { href: '//elsewhere.example/account' }, {}, false],
    ['on a link with a backslash', { href: '/\\elsewhere.example/account' }, {}, false],
    ['on a mail address', { href: 'mailto:a@b.example' }, {}, false],
    ['on a part of this page', { href: '#main' }, {}, false],
    ['on an address that is none', { href: 'http://[' }, {}, false],
    ['on something that is no link', {}, {}, false],
  ];
  test.beforeEach(async ({ page, signIn }) => {
    await signIn('admin');
    await page.goto('/settings');
    await expect(heading(page)).toHaveText('Settings');
    await page.evaluate(() => {
      // Behind the app's own listener: what it left is not followed either, so that the page stays.
      addEventListener('click', (event) => {
        (globalThis as any).isFollowed = event.defaultPrevented;
        event.preventDefault();
      });
      addEventListener('auxclick', (event) => {
        (globalThis as any).isFollowed = event.defaultPrevented;
        event.preventDefault();
      });
    });
  });

  for (const [name, attributes, options, isFollowed] of links) {
    test(`${name} ${isFollowed ? 'stays in the app' : 'is left to the browser'}`, async ({ page }) => {
      await page.evaluate((attributes) => {
        const link = document.createElement('a');
        link.id = 'tried';
        link.textContent = 'Try';
        for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value.replace('ORIGIN', location.origin));
        document.querySelector('main')!.prepend(link);
      }, attributes);
      await page.locator('#tried').click(options);
      expect(await page.evaluate(() => (globalThis as any).isFollowed)).toBe(isFollowed);
      await expect(heading(page)).toHaveText(isFollowed ? 'Account' : 'Settings');
    });
  }

  test('that somebody else has handled is left alone', async ({ page }) => {
    await page.evaluate(() => {
      document.querySelector('.main-nav')!.addEventListener('click', (event) => event.preventDefault());
    });
    await navigation(page).getByRole('link', { name: 'Account' }).click();
    await expect(heading(page)).toHaveText('Settings');
  });

  test('on a link in a drawing or within a component stays in the app', async ({ page }) => {
    await page.evaluate(() => {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');
      const shape = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      link.setAttribute('href', '/account');
      for (const side of ['width', 'height']) shape.setAttribute(side, '40');
      shape.id = 'tried';
      link.append(shape);
      svg.append(link);
      document.querySelector('main')!.prepend(svg);
    });
    await page.locator('#tried').click();
    await expect(heading(page)).toHaveText('Account');
    await page.evaluate(() => {
      const host = document.createElement('div');
      const link = document.createElement('a');
      link.href = '/settings';
      link.textContent = 'Hidden link';
      host.attachShadow({ mode: 'open' }).append(link);
      document.querySelector('main')!.prepend(host);
    });
    await page.getByText('Hidden link').click();
    await expect(heading(page)).toHaveText('Settings');
  });
});
