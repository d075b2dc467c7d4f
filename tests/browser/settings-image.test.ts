// The profile image: which ones are shown, and choosing, cropping, saving and removing one.
import type { Page } from '@playwright/test';
import { announced, listen } from './support/announcements.ts';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { samplePixels, png } from './support/picture.ts';
import { focusIsLost } from './support/page.ts';
import { selectImage, cropDialog, image, checkAgainButton, settled, open } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

test.describe('the profile image', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const pngHeader = (bytes: number[]) => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, ...bytes]).toString('base64');
  const rejected: [string, string, RegExp][] = [
    ['an SVG with a script', base64('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /isn't a PNG, JPEG, GIF or WebP/],
    ['an SVG as a data URL', 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>', /isn't a PNG/],
    ['an address', 'https://127.0.0.1:9/avatar.png', /a link to another site/],
    ['HTML', base64('<!DOCTYPE html><p>hello'), /isn't a PNG/],
    ['no base64', '%%%', /damaged/],
    ['a flood of pixels', pngHeader([0, 0, 0x1f, 0x40, 0, 0, 0x1f, 0x40, 1, 0, 0, 0, 0]), /too many pixels/],
    ['a header without a picture', pngHeader([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0, 1, 2, 3, 4]), /incomplete or damaged/],
  ];
  test('explains why an unsafe image is not shown, and shows initials instead', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    const elsewhere: string[] = [];
    page.on('request', (request) => { if (!request.url().startsWith(tenant.url) && !request.url().startsWith('data:')) elsewhere.push(request.url()); });
    await open(page);
    for (const [name, picture, reason] of rejected) {
      await tenant.clearOverrides();
      await tenant.override({ path: api.settings, json_patch: { image: picture } });
      await checkAgainButton(page).click();
      await settled(page);
      await expect(image(page), name).toContainText(reason);
      await expect(image(page).getByRole('img'), name).toHaveCount(0);
      await expect(image(page), name).toContainText('IH');
    }
    expect(elsewhere).toEqual([]);
  });

  test('shows an image in another base64 variant, with the media type of its bytes', async ({ page, tenant, signIn }) => {
    await signIn('admin');
    await open(page);
    const settings = await (await page.context().request.get(api.settings)).json();
    const dialect = `data:text/html;base64,${settings.image.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
    await tenant.override({ path: api.settings, json_patch: { image: dialect } });
    await page.reload();
    await expect(image(page).getByRole('img', { name: 'Profile image' })).toHaveAttribute('src', `data:image/png;base64,${settings.image}`);
  });
});

test.describe('changing the profile image', () => {
  const shown = (page: Page) => image(page).getByRole('img', { name: 'Profile image' });
  const puts = (tenant: Tenant) => tenant.calls('PUT', api.image);

  test('crops an image, removes its metadata, saves it once, and shows it when the service does', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await listen(page);
    await selectImage(page, png(600, 300));
    await expect(cropDialog(page).getByRole('img', { name: 'Preview of your profile image' })).toBeVisible();
    await expectAccessibleInEveryLook(page);
    // All the way to the left: only red remains.
    const across = cropDialog(page).getByRole('slider', { name: 'Horizontal position' });
    await across.focus();
    await page.keyboard.press('Home');
    await expect(across).toHaveValue('0');
    await expect(across).toHaveAttribute('aria-valuetext', '0%');
    await cropDialog(page).getByRole('button', { name: 'Save image' }).dblclick();
    await expect(image(page)).toContainText('Profile image saved.');
    const [put, ...more] = await puts(tenant);
    expect(more).toEqual([]);
    const body = put!.body as any;
    expect(body.content_type).toBe('image/jpeg');
    const sent = Buffer.from(body.image, 'base64');
    expect([...sent.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(sent.includes('taken at home')).toBe(false);
    await expect(shown(page)).toHaveAttribute('src', `data:image/jpeg;base64,${body.image}`);
    expect(await samplePixels(shown(page), [0.04, 0.96])).toEqual({ side: [512, 512], colours: ['red', 'red'] });
    expect((await announced(page)).filter((line) => line.includes('image saved'))).toHaveLength(1);
    expect(await focusIsLost(page)).toBe(false);
  });

  test('Cancel and Escape send nothing', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    await selectImage(page, png(40, 40));
    await page.keyboard.press('Escape');
    await expect(cropDialog(page)).toHaveCount(0);
    await selectImage(page, png(40, 40));
    await cropDialog(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(cropDialog(page)).toHaveCount(0);
    expect(await puts(tenant)).toEqual([]);
  });

  test('explains why a file is not an image or too large, before decoding it', async ({ page, tenant, signIn }) => {
    await signIn('otp-off');
    await open(page);
    const flood = png(4, 4);
    flood.writeUInt32BE(60_000, 16);
    for (const [buffer, words] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "This isn't a PNG, JPEG, GIF or WebP image."],
      [Buffer.from('%PDF-1.7'), "This isn't a PNG, JPEG, GIF or WebP image."],
      [flood, 'This image has too many pixels.'],
      [png(40, 40).subarray(0, 60), 'This image is incomplete or damaged.'],
      [Buffer.alloc(0), 'This file is empty.'],
      [Buffer.concat([png(4, 4), Buffer.alloc(20_000_000)]), 'This file is larger than 20 MB.'],
    ] as const) {
      await selectImage(page, buffer);
      await expect(image(page).getByRole('alert')).toContainText(words);
      await expect(cropDialog(page)).toHaveCount(0);
    }
    expect(await puts(tenant)).toEqual([]);
    await expectAccessibleInEveryLook(page);
  });

  test('keeps the old image after a rejection and says so', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    const before = await shown(page).getAttribute('src');
    for (const status of [403, 413, 500]) {
      await tenant.clearOverrides();
      await tenant.override({ method: 'PUT', path: api.image, status });
      await selectImage(page, png(40, 40));
      await cropDialog(page).getByRole('button', { name: 'Save image' }).click();
      await expect(image(page)).toContainText(/was not changed/);
      await expect(shown(page)).toHaveAttribute('src', before!);
    }
    expect(await puts(tenant)).toHaveLength(3);
  });

  test('removing asks first and shows initials afterwards', async ({ page, tenant, signIn }) => {
    await signIn('otp-on');
    await open(page);
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    const question = page.getByRole('dialog', { name: 'Remove your profile image?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(shown(page)).toBeVisible();
    await image(page).getByRole('button', { name: 'Remove image' }).click();
    await question.getByRole('button', { name: 'Remove it' }).click();
    await expect(image(page)).toContainText('Profile image removed.');
    await expect(shown(page)).toHaveCount(0);
    await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeFocused();
    await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeDisabled();
    expect(await tenant.calls('DELETE', api.image)).toHaveLength(1);
  });
});
