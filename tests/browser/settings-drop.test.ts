// Files dropped on the settings, or pasted there: the card of the profile image takes one picture. Everywhere else a file is refused, so
// that the browser doesn't leave the page for it; texts and links go where they always went.
import type { Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { admin } from './support/access.ts';
import { png } from './support/picture.ts';
import { cropDialog, image, open, notifications } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

const folder = mkdtempSync(join(tmpdir(), 'rolecall-drop-'));
const file = (name: string, bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const picture = file('me.png', png(600, 300));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

type DragType = 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel';

/** Drags files from the desktop, as the browser itself sees it. */
async function drag(page: Page, to: { x: number; y: number }, files: string[], ...types: DragType[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of types)
    await session.send('Input.dispatchDragEvent', { type, ...to, data: { items: [], files, dragOperationsMask: 1 } });
  await session.detach();
}
const dropFiles = (page: Page, to: { x: number; y: number }, ...files: string[]) => drag(page, to, files, 'dragEnter', 'dragOver', 'drop');

const middle = async (page: Page, of = image(page)) => {
  await of.scrollIntoViewIfNeeded();
  const box = (await of.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + Math.min(60, box.height / 2) };
};

/** Drops or pastes what only a script can make; says whether the page took it. */
const dispatch = (page: Page, type: string, selector: string, content: { text?: Record<string, string>; files?: number }) =>
  page.evaluate(([type, selector, content]) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(content.text ?? {})) data.setData(kind, text);
    const canvas = document.createElement('canvas');
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]!), (char) => char.charCodeAt(0));
    for (let at = 0; at < (content.files ?? 0); at++) data.items.add(new File([bytes], `${at}.png`, { type: 'image/png' }));
    const init = { bubbles: true, cancelable: true, composed: true };
    const event = type === 'paste' ? new ClipboardEvent(type, { ...init, clipboardData: data }) : new DragEvent(type, { ...init, dataTransfer: data });
    return !document.querySelector(selector)!.dispatchEvent(event);
  }, [type, selector, content] as const);

test.beforeEach(async ({ page, signIn }) => {
  await signIn('otp-off');
  await open(page);
});

test('a picture dropped on the card opens the crop, and is saved', async ({ page, tenant }) => {
  const hint = image(page).getByText('Drop your image here');
  const to = await middle(page);
  await drag(page, to, [picture], 'dragEnter', 'dragOver');
  await expect(hint).toBeVisible();
  await expectAccessibleInEveryLook(page);
  await drag(page, { x: 5, y: 5 }, [picture], 'dragOver');
  await expect(hint).toHaveCount(0);
  await dropFiles(page, to, picture);
  await expect(cropDialog(page)).toBeVisible();
  await expect(hint).toHaveCount(0);
  await cropDialog(page).getByRole('button', { name: 'Save image' }).click();
  await expect(image(page)).toContainText('Profile image saved.');
  expect(await tenant.calls('PUT', api.image)).toHaveLength(1);
});

test('a drag that is canceled leaves nothing behind', async ({ page }) => {
  await drag(page, await middle(page), [picture], 'dragEnter', 'dragOver', 'dragCancel');
  await expect(image(page).getByText('Drop your image here')).toHaveCount(0);
  await expect(image(page).getByRole('alert')).toHaveCount(0);
});

test('says what is wrong with anything but one picture', async ({ page, tenant }) => {
  mkdirSync(join(folder, 'holiday'));
  const to = await middle(page);
  for (const [files, words] of [
    [[picture, file('you.png', png(40, 40))], 'Choose one image. You dropped several files.'],
    [[file('notes.txt', Buffer.from('hello'))], "This isn't a PNG, JPEG, GIF or WebP image."],
    [[file('empty.png', Buffer.alloc(0))], 'This file is empty.'],
    [[join(folder, 'holiday')], 'This can\'t be read: it may be a folder'],
  ] as const) {
    await dropFiles(page, to, ...files);
    await expect(image(page).getByRole('alert')).toContainText(words);
    await expect(cropDialog(page)).toHaveCount(0);
  }
  expect(await dispatch(page, 'drop', '#profile-image', { text: { 'text/uri-list': 'https://example.com/me.png' } })).toBe(true);
  await expect(image(page).getByRole('alert')).toContainText("This isn't a file. Save the image first");
  await expectAccessibleInEveryLook(page);
  expect(await tenant.calls('PUT', api.image)).toEqual([]);
});

test('a picture pasted on the page opens the crop; text pasted into a field stays text', async ({ page }) => {
  const field = notifications(page).getByRole('searchbox');
  if (await field.count()) {
    expect(await dispatch(page, 'paste', '#notifications input', { text: { 'text/plain': 'Site' } })).toBe(false);
    await expect(cropDialog(page)).toHaveCount(0);
  }
  expect(await dispatch(page, 'paste', 'body', { files: 1 })).toBe(true);
  await expect(cropDialog(page)).toBeVisible();
  // What lies behind a dialog takes nothing.
  expect(await dispatch(page, 'paste', 'body', { files: 2 })).toBe(false);
  await dispatch(page, 'drop', '#profile-image', { files: 2 });
  await page.keyboard.press('Escape');
  await expect(image(page).getByRole('alert')).toHaveCount(0);
});

test('a file dropped anywhere else is refused, on every page, and nothing is lost', async ({ page, signIn, context }) => {
  await signIn('admin');
  for (const path of ['/settings', '/account', '/roles', '/accesses', `/users/${admin}/access/1`, '/nowhere']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.evaluate(() => ((window as any).kept = true));
    for (const at of [{ x: 640, y: 20 }, { x: 640, y: 120 }, { x: 640, y: 500 }]) {
      if (path === '/settings' && at.y === 500) continue;
      await dropFiles(page, at, picture);
    }
    expect(context.pages(), path).toHaveLength(1);
    expect(new URL(page.url()).pathname, path).toBe(path);
    expect(await page.evaluate(() => (window as any).kept), path).toBe(true);
    for (const type of ['dragover', 'drop'])
      expect(await dispatch(page, type, 'main', { files: 1 }), `${type} on ${path}`).toBe(true);
  }
});

test('texts and links are dropped as ever', async ({ page }) => {
  for (const text of [{ 'text/plain': 'anna' }, { 'text/uri-list': 'https://example.com' }] as Record<string, string>[])
    for (const type of ['dragover', 'drop'])
      expect(await dispatch(page, type, '#notifications', { text }), type).toBe(false);
});

test('a file is refused before the app has started', async ({ page }) => {
  await page.route('**/*.wasm', () => {});
  await page.goto('/settings', { waitUntil: 'commit' });
  await expect(page.getByText('Loading Rolecall')).toBeAttached();
  await expect.poll(() => dispatch(page, 'dragover', 'body', { files: 1 })).toBe(true);
  expect(await dispatch(page, 'drop', 'body', { files: 1 })).toBe(true);
});
