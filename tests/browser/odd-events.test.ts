// Events that are not what their name says, as form fillers, input methods and extensions send them. Nothing panics, nothing is
// left in use, and what a person does next works.
import type { Page } from '@playwright/test';
import * as access from './support/access.ts';
import { selectFilter } from './support/accesses.ts';
import { count, countText, open as openRoles, rows, search } from './support/roles.ts';
import { open as openSettings, otp } from './support/settings.ts';
import { expect, expectUsable, test } from './support/test.ts';

test.beforeEach(async ({ signIn }) => signIn('admin'));

const names = ['keydown', 'keyup', 'keypress', 'click', 'input', 'change', 'pointerdown', 'pointermove', 'pointerup', 'wheel', 'focusin', 'focusout',
  'blur', 'mousedown', 'beforeinput', 'paste', 'drop', 'dragover', 'scroll', 'compositionstart', 'compositionend', 'storage', 'popstate', 'message', 'resize', 'visibilitychange', 'online', 'focus'];

/** Sends events without the properties of their names to all kinds of targets, texts among them. */
const sendOddEvents = (page: Page, except: string[] = []) =>
  page.evaluate(({ names, except }) => {
    const fields = [...document.querySelectorAll('input, select, option, textarea, canvas, form, tbody, [role=switch], dialog')];
    const texts = [...document.querySelectorAll('option, th, td, label, button')].flatMap((element) => [...element.childNodes]).filter((node) => node instanceof Text);
    for (const name of names.filter((name) => !except.includes(name))) {
      for (const target of [window, document, document.body, ...fields, ...texts]) {
        // What a person means by a click is tested elsewhere.
        if (name === 'click' && target instanceof Node && target !== document) continue;
        const types = [Event, CustomEvent, ...(name.startsWith('key') ? [KeyboardEvent] : [])];
        for (const Type of types) target.dispatchEvent(new Type(name, { bubbles: true, cancelable: true, detail: { key: 1 } as never }));
      }
    }
  }, { names, except });

// Known: after such a storm the state of the view is still locked, and the next key ends the page (issue 10).
test.fixme('on the roles: the search, the filters and the rows work afterwards', async ({ page }) => {
  await openRoles(page);
  const all = Number((await count(page).textContent())!.match(/of ([\d,]+)/)![1]);
  await sendOddEvents(page);
  await search(page).press('a');
  await search(page).fill('tomás');
  await expect(count(page)).toHaveText(countText(1, all));
  await rows(page).first().press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Tomás');
  await sendOddEvents(page, ['focusin']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectUsable(page);
});

test('on an access: the fields, the roles and the review work afterwards', async ({ page }) => {
  await access.open(page, access.admin, 2);
  await sendOddEvents(page);
  await access.rolesField(page).press('d');
  await access.nameField(page).fill('Another');
  await access.reviewButton(page).click();
  await expect(access.reviewDialog(page)).toContainText('Another');
});

test('on the settings, the accesses and the account nothing happens, and the pages work afterwards', async ({ page }) => {
  await openSettings(page);
  await sendOddEvents(page);
  await expect(otp(page).getByRole('switch')).toBeVisible();
  for (const path of ['/accesses', '/account']) {
    await page.goto(path);
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 13_000 });
    await sendOddEvents(page);
    if (path === '/accesses') await selectFilter(page, 'Last login', 'Never');
    await expectUsable(page);
  }
});

test('a form filler that writes a value and says "change", or nothing, is heard before the review', async ({ page }) => {
  await access.open(page, access.admin, 2);
  await access.nameField(page).evaluate((field: HTMLInputElement) => {
    field.value = 'Filled in';
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await access.reviewButton(page).click();
  await expect(access.reviewDialog(page)).toContainText('Filled in');
  await page.keyboard.press('Escape');
  await access.nameField(page).focus();
  await access.nameField(page).evaluate((field: HTMLInputElement) => { field.value = 'Without a word'; });
  await access.reviewButton(page).click();
  await expect(access.reviewDialog(page)).toContainText('Without a word');
});

test('a form filler that acts within an event is no harm', async ({ page }) => {
  await openRoles(page);
  await page.evaluate(() => {
    let depth = 0;
    const field = document.querySelector<HTMLInputElement>('#search-users')!;
    for (const name of ['input', 'focusin', 'blur']) {
      document.addEventListener(name, () => {
        if (depth++ > 3) return;
        field.blur();
        field.focus();
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        document.querySelector('tbody')?.dispatchEvent(new Event('click', { bubbles: true }));
      }, true);
    }
  });
  await search(page).pressSequentially('tomás');
  await expect(rows(page)).toHaveCount(1);
  await expectUsable(page);
});

for (const [what, init] of [['composing', { isComposing: true }], ['taken by an input method', { keyCode: 229 }]] as const) {
  test(`keys ${what} do nothing of ours`, async ({ page }) => {
    const press = (selector: string, key: string) =>
      page.evaluate(({ selector, key, init }) => document.querySelector(selector)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })), { selector, key, init });
    await openRoles(page);
    await search(page).fill('role:');
    await expect(page.getByRole('list', { name: 'Suggestions' })).toBeVisible();
    for (const key of ['Escape', 'ArrowDown', 'Enter']) expect(await press('#search-users', key), `${key} is left to the input method`).toBe(true);
    await expect(page.getByRole('list', { name: 'Suggestions' })).toBeVisible();
    await expect(search(page)).toBeFocused();
    await access.open(page, access.admin, 2);
    await access.rolesField(page).fill('DNS');
    const id = await access.rolesField(page).getAttribute('id');
    for (const key of ['ArrowDown', 'Enter', 'Escape']) expect(await press(`#${id}`, key)).toBe(true);
    await expect(page.getByRole('listbox')).toBeVisible();
    await expect(access.rolesField(page)).toHaveValue('DNS');
  });
}

test('password managers are told that the search is none of theirs', async ({ page }) => {
  await openRoles(page);
  for (const [name, value] of [['autocomplete', 'off'], ['data-1p-ignore', ''], ['data-lpignore', 'true'], ['data-bwignore', 'true'], ['data-form-type', 'other']] as const) {
    await expect(search(page)).toHaveAttribute(name, value);
  }
});
