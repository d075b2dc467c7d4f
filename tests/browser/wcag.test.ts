// The criteria of WCAG 2.2, A and AA, that no other test shows; tests/ACCESSIBILITY.md, section 6 lists all 55 with their evidence.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { admin, form, nameField } from './support/access.ts';
import { expectNoSidewaysScroll } from './support/axe.ts';
import { expectLoaded } from './support/page.ts';
import { png } from './support/picture.ts';
import { cropDialog, otp, selectImage } from './support/settings.ts';
import { expect, test } from './support/test.ts';

const pages = [['/settings', 'Settings'], ['/roles', 'Roles'], ['/account', 'Account'], ['/accesses', 'Accesses'], [`/users/${admin}/access/2`, 'Access']] as const;

test.describe.configure({ mode: 'parallel', timeout: 90_000 });
test.beforeEach(async ({ signIn }) => signIn('admin'));

/** Does something on each page once it has loaded. */
async function onEachPage(page: Page, check: (heading: string) => Promise<void>): Promise<void> {
  for (const [path, heading] of pages) {
    await page.goto(path);
    await expectLoaded(page, heading);
    // The charts come last.
    if (heading === 'Roles') await expect(page.getByRole('main')).toContainText(/\(\d+%\)/);
    await check(heading);
  }
}

/** Tabs through the page until the focus leaves it, and looks at each stop. */
async function tabThrough(page: Page, stop: () => Promise<void>): Promise<number> {
  for (let stops = 0; stops < 150; stops++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => !document.activeElement || document.activeElement === document.body)) return stops;
    await stop();
  }
  throw new Error('150 tab stops, and the page never ends');
}

const tokens = (scheme: 'light' | 'dark'): Record<string, string> => {
  const sheet = readFileSync(join(import.meta.dirname, '../../style/tokens.css'), 'utf8');
  const [light, dark] = sheet.split('@media (prefers-color-scheme: dark)');
  const read = (text: string) => Object.fromEntries([...text.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, value]) => [name!, value!]));
  return scheme === 'light' ? read(light!) : { ...read(light!), ...read(dark!) };
};
const luminance = (color: string) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};
const contrast = (one: string, other: string) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};
const GROUNDS = ['ground', 'surface', 'surface-raised', 'surface-sunken'];

for (const scheme of ['light', 'dark'] as const) {
  test(`1.4.3 Contrast: text on every ground it can stand on, ${scheme}`, () => {
    const color = tokens(scheme);
    const pairs = [...GROUNDS.flatMap((ground) => [['ink', ground], ['ink-soft', ground], ['accent', ground], ['accent-hover', ground]]),
      ['on-accent', 'accent'], ['on-accent', 'accent-hover'], ...['accent', 'good', 'warning', 'bad', 'busy'].map((tone) => [tone, `${tone}-soft`]), ['bad', 'surface'], ['good', 'surface']];
    const weak = pairs.map(([text, ground]) => [text, ground, contrast(color[text!]!, color[ground!]!)] as const).filter(([, , ratio]) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  test(`1.4.11 Non-text contrast: borders of controls, the accent and the focus on every ground, ${scheme}`, async ({ page }) => {
    const color = tokens(scheme);
    const weak = GROUNDS.flatMap((ground) => ['line-strong', 'accent', 'focus'].map((line) => [line, ground, contrast(color[line]!, color[ground]!)] as const)).filter(([, , ratio]) => ratio < 3);
    expect(weak).toEqual([]);
    // And the controls do use them.
    await page.emulateMedia({ colorScheme: scheme });
    const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
    const strong = [color['line-strong'], color['accent']].map((hex) => rgb(hex!));
    await onEachPage(page, async () => {
      const bare = await page.locator('main').evaluate((main, strong) => {
        const seen = (element: Element) => strong.includes(getComputedStyle(element).borderTopColor) || strong.includes(getComputedStyle(element).backgroundColor) || strong.includes(getComputedStyle(element).accentColor);
        return [...main.querySelectorAll('input:not(.visually-hidden):not([type=checkbox]):not([type=radio]), select, .switch-track')]
          .filter((element) => element.checkVisibility() && !seen(element) && !(element.parentElement && seen(element.parentElement)))
          .map((element) => element.outerHTML.slice(0, 120));
      }, strong);
      expect(bare).toEqual([]);
    });
  });
}

test('1.2 Time-based media, 1.4.2 Audio control, 1.4.5 Images of text, 2.5.4 Motion actuation: there is none of it', async ({ page }) => {
  await onEachPage(page, async () => {
    expect(await page.locator('audio, video, object, embed, iframe, svg text, canvas').count()).toBe(0);
    expect(await page.locator('img').evaluateAll((images) => images.map((image) => image.getAttribute('alt')).filter((alt) => alt !== 'Profile image'))).toEqual([]);
    expect(await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).backgroundImage.includes('url(http')).length)).toBe(0);
  });
  const motion = await page.evaluate(async () => {
    const files = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(files.map(async (file) => (await fetch(file)).text()));
    return texts.filter((text) => /devicemotion|deviceorientation/.test(text)).length;
  });
  expect(motion).toBe(0);
});

test('1.3.2 Meaningful sequence: headings come in the order in which they are seen', async ({ page }) => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await onEachPage(page, async (name) => {
      const places = await page.getByRole('main').getByRole('heading').evaluateAll((headings) => headings.filter((heading) => heading.checkVisibility()).map((heading) => ({ text: heading.textContent!, ...heading.getBoundingClientRect().toJSON() })));
      const wrong = places.slice(1).filter((place, index) => place.top < places[index].top - 2 && place.left <= places[index].left);
      expect(wrong.map((place) => place.text), `${name} at ${width} px`).toEqual([]);
    });
  }
});

test('1.3.4 Orientation: a phone shows the same page either way up', async ({ page }) => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 844, height: 390 }]) {
    await page.setViewportSize(viewport);
    await onEachPage(page, async () => {
      await expectNoSidewaysScroll(page);
      expect(await page.evaluate(() => [document.documentElement, document.body, document.querySelector('main')!].map((element) => getComputedStyle(element).rotate + getComputedStyle(element).transform))).toEqual(Array(3).fill('nonenone'));
    });
  }
});

test('1.3.5 Identify input purpose, 3.3.8 Accessible authentication: no field asks for data of the person who fills it in, least of all a password', async ({ page }) => {
  await onEachPage(page, async () => {
    const fields = await page.locator('input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea').evaluateAll((inputs) => inputs.map((input) => [(input as HTMLInputElement).type, input.getAttribute('autocomplete')]));
    for (const field of fields) expect([['search', 'off'], ['text', 'off']]).toContainEqual(field);
  });
});

test('1.4.1 Use of color: links within text are underlined, and every state is a word', async ({ page }) => {
  await onEachPage(page, async () => {
    const plain = await page.locator('main p a:not(.button), main li > p > a').evaluateAll((links) => links.filter((link) => link.checkVisibility() && !getComputedStyle(link).textDecorationLine.includes('underline')).map((link) => link.textContent));
    expect(plain).toEqual([]);
    expect(await page.locator('main .badge').evaluateAll((badges) => badges.filter((badge) => !badge.textContent!.trim()).length)).toBe(0);
  });
});

test('1.4.12 Text spacing: nothing is cut off or overlaps at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await onEachPage(page, async (name) => {
    const cut = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
      document.adoptedStyleSheets = [sheet];
      return [...document.querySelectorAll('main :is(button, p, h1, h2, h3, label, dd, dt)')].filter((element) => {
        const style = getComputedStyle(element);
        return element.checkVisibility() && style.overflowY === 'hidden' && !element.closest('.visually-hidden') && style.textOverflow !== 'ellipsis' && element.scrollHeight > element.clientHeight + 2;
      }).map((element) => element.textContent);
    });
    expect(cut, name).toEqual([]);
    await expectNoSidewaysScroll(page);
  });
});

test('1.4.13 Content on hover or focus: pointing at something shows nothing more', async ({ page }) => {
  await onEachPage(page, async () => {
    // The browser's own tooltips are exempt; only times have one, to the second.
    expect(await page.locator('[title]:not(time)').count()).toBe(0);
    const text = () => page.locator('body').innerText();
    const before = await text();
    for (const control of (await page.locator('main :is(button, a, select, input[type=search])').all()).slice(0, 12)) {
      if (await control.isVisible()) await control.hover({ force: true });
    }
    // A countdown goes on by itself.
    expect((await text()).replace(/\d+/g, 'N')).toBe(before.replace(/\d+/g, 'N'));
  });
});

test('2.1.2 No keyboard trap, 2.4.7 Focus visible, 3.2.1 On focus: Tab leads through each page and out, each stop is outlined, nothing else happens', async ({ page }) => {
  await onEachPage(page, async (name) => {
    const address = page.url();
    const stops = await tabThrough(page, async () => {
      const seen = await page.evaluate(() => {
        const element = document.activeElement!;
        // A file input is a label to the eye.
        const boxes = [element, element.closest('label'), element.closest('.filter')].filter((box) => box !== null);
        const outlined = (box: Element) => parseFloat(getComputedStyle(box).outlineWidth) >= 2 && getComputedStyle(box).outlineStyle !== 'none';
        const lined = (box: Element) => box.matches('[role=row]') && getComputedStyle(box.firstElementChild!).boxShadow.includes('inset');
        return boxes.some((box) => outlined(box) || lined(box)) || element.outerHTML.slice(0, 150);
      });
      expect(seen, name).toBe(true);
    });
    expect(stops, name).toBeGreaterThan(5);
    expect([page.url(), await page.getByRole('dialog').count()]).toEqual([address, 0]);
  });
});

test('2.4.11 Focus not obscured: no stop is hidden behind the banner, forwards or backwards', async ({ page }) => {
  test.setTimeout(180_000);
  for (const viewport of [{ width: 1280, height: 420 }, { width: 320, height: 568 }]) {
    await page.setViewportSize(viewport);
    await onEachPage(page, async (name) => {
      const look = async () => {
        const hidden = await page.evaluate(() => {
          const element = document.activeElement!;
          const box = (element.closest('label') ?? element).getBoundingClientRect();
          const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
          const seen = points.some((point) => point && (element.contains(point) || point.contains(element) && !point.matches('.banner *') || point.closest('label')?.contains(element)));
          return seen ? '' : element.outerHTML.slice(0, 150);
        });
        expect(hidden, `${name} at ${viewport.width} px`).toBe('');
      };
      const stops = await tabThrough(page, look);
      for (let back = 0; back < Math.min(stops, 40); back++) {
        await page.keyboard.press('Shift+Tab');
        await look();
      }
    });
  }
});

test('2.1.4 Character key shortcuts: a letter alone does nothing outside of a field', async ({ page }) => {
  await onEachPage(page, async (name) => {
    const row = page.locator('tbody [role=row]').first();
    const targets = (await row.count()) ? [page.getByRole('heading', { level: 1 }), row] : [page.getByRole('heading', { level: 1 })];
    const state = async () => [page.url(), await page.getByRole('dialog').count(), (await page.locator('main').innerText()).replace(/\d+/g, 'N')];
    for (const target of targets) {
      await target.focus();
      const before = await state();
      for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?.!') await page.keyboard.press(key);
      expect(await state(), name).toEqual(before);
    }
  });
});

test('2.2.2 Pause, stop, hide, 2.3.1 Three flashes: nothing moves once a page has loaded, and nothing flashes while it loads', async ({ page, tenant }) => {
  await onEachPage(page, async (name) => {
    await expect.poll(() => page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length), name).toBe(0);
  });
  await tenant.override({ path: '/api/*', delay_ms: 4_000 });
  await page.goto('/settings', { waitUntil: 'commit' });
  await expect(page.locator('main [aria-busy="true"]').first()).toBeVisible();
  const periods = await page.evaluate(() => document.getAnimations().map((animation) => Number(animation.effect!.getComputedTiming().duration)));
  for (const period of periods) expect(period, 'ms').toBeGreaterThan(334);
});

test('2.4.4 Link purpose: links of one name lead to one place', async ({ page }) => {
  await onEachPage(page, async () => {
    const links = await page.getByRole('link').evaluateAll((links) => links.map((link) => [(link.getAttribute('aria-label') ?? link.textContent!).trim(), link.getAttribute('href')!] as const));
    const places = new Map<string, Set<string>>();
    for (const [name, href] of links) places.set(name, (places.get(name) ?? new Set()).add(href));
    expect([...places].filter(([name, hrefs]) => !name || hrefs.size > 1).map(([name]) => name)).toEqual([]);
  });
});

test('2.4.6 Headings and labels: each says something of its own', async ({ page }) => {
  await onEachPage(page, async () => {
    const headings = await page.getByRole('main').locator('h1, h2').allTextContents();
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings.filter((heading) => heading.trim().length < 3)).toEqual([]);
  });
});

test('2.5.2 Pointer cancellation: moving away before letting go does nothing', async ({ page, tenant }) => {
  const presses = [['/settings', 'main [role=switch]'], ['/settings', 'main button'], ['/roles', 'tbody [role=row]'], ['/roles', 'thead button'], [`/users/${admin}/access/2`, 'form button[type=submit]']] as const;
  for (const [path, target] of presses) {
    await page.goto(path);
    await expectLoaded(page);
    await tenant.clearLog();
    const { x, y, width, height } = (await page.locator(target).first().boundingBox())!;
    const before = [page.url(), await page.getByRole('dialog').count()];
    await page.mouse.move(x + Math.min(width, 60) / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(2, 2, { steps: 3 });
    await page.mouse.up();
    expect([page.url(), await page.getByRole('dialog').count()], target).toEqual(before);
    expect((await tenant.log()).filter((call) => call.method !== 'GET'), target).toEqual([]);
  }
});

test('2.5.3 Label in name: what a control shows is part of its name', async ({ page }) => {
  await onEachPage(page, async () => {
    const wrong = await page.locator(':is(a, button, input, select)[aria-label]').evaluateAll((controls) =>
      controls.filter((control) => {
        const copy = control.cloneNode(true) as HTMLElement;
        for (const symbol of copy.querySelectorAll('[aria-hidden=true]')) symbol.remove();
        const text = copy.textContent!.replace(/\s+/g, ' ').trim().toLowerCase();
        return control.tagName !== 'SELECT' && text && !control.getAttribute('aria-label')!.toLowerCase().includes(text);
      }).map((control) => control.outerHTML.slice(0, 150)));
    expect(wrong).toEqual([]);
  });
});

test('2.5.1 Pointer gestures, 2.5.7 Dragging movements: a picture is zoomed and moved by single clicks', async ({ page }) => {
  await page.goto('/settings');
  await expectLoaded(page);
  await selectImage(page, png(600, 300));
  for (const name of ['Zoom', 'Horizontal position', 'Vertical position']) {
    const slider = cropDialog(page).getByRole('slider', { name });
    const before = await slider.inputValue();
    const { width, height } = (await slider.boundingBox())!;
    await slider.click({ position: { x: width * 0.8, y: height / 2 } });
    expect(await slider.inputValue(), name).not.toBe(before);
  }
  await cropDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await onEachPage(page, async () => expect(await page.locator('[draggable=true]').count()).toBe(0));
});

test('3.2.2 On input: filling in a field or choosing a filter moves neither the focus nor the person', async ({ page }) => {
  for (const [path, name] of [['/roles', 'Status'], ['/accesses', 'Type']] as const) {
    await page.goto(path);
    await expectLoaded(page);
    const filter = page.getByRole('combobox', { name, exact: true });
    await filter.focus();
    await filter.selectOption({ index: 1 });
    await expectLoaded(page);
    await expect(filter).toBeFocused();
    expect([new URL(page.url()).pathname, await page.getByRole('dialog').count()]).toEqual([path, 0]);
  }
  await page.goto('/settings');
  await expectLoaded(page);
  await otp(page).getByRole('switch').press('Space');
  await expect(page.getByRole('dialog'), 'a switch that asks first').toHaveCount(1);
});

test('3.2.3 Consistent navigation, 3.2.6 Consistent help: the same links in the same order; no page has a contact of its own', async ({ page }) => {
  const seen: string[][] = [];
  await onEachPage(page, async () => {
    seen.push(await page.getByRole('banner').locator('a, button').allTextContents());
    expect(await page.locator('a[href^="mailto:"], a[href^="tel:"]').count()).toBe(0);
  });
  expect(seen).toEqual(Array(pages.length).fill(seen[0]));
});

test('3.3.7 Redundant entry: what was typed is still there after going elsewhere and coming back', async ({ page }) => {
  await page.goto(`/users/${admin}/access/2`);
  await expect(form(page)).toBeVisible();
  await nameField(page).fill('Typed once');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Account');
  await page.goBack();
  await expect(nameField(page)).toHaveValue('Typed once');
});
