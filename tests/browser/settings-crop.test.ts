// Cropping the profile image by touch, mouse, wheel and keyboard; what is sent, and what a failed save keeps.
import type { Page } from '@playwright/test';
import { samplePixels, jpegWithExif, png } from './support/picture.ts';
import { focusIsLost } from './support/page.ts';
import { selectImage, cropDialog, image, open, settled } from './support/settings.ts';
import type { Tenant } from './support/tenant.ts';
import { api, expect, test } from './support/test.ts';

const preview = (page: Page) => cropDialog(page).getByRole('img', { name: 'Preview of your profile image' });
const slider = (page: Page, name: string) => cropDialog(page).getByRole('slider', { name });
const save = (page: Page) => cropDialog(page).getByRole('button', { name: 'Save image' });
const shown = (page: Page) => image(page).getByRole('img', { name: 'Profile image' });
const sentImages = async (tenant: Tenant) => (await tenant.calls('PUT', api.image)).map((call) => (call.body as any).image as string);
const center = async (page: Page) => {
  const { x, y, width, height } = (await preview(page).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2, width };
};

test.beforeEach(async ({ page, signIn }) => {
  await signIn('otp-off');
  await open(page);
});

test('saves what the mouse dragged into view, even from beyond the preview', async ({ page, tenant }) => {
  await selectImage(page, png(600, 300));
  await expect(preview(page)).toBeVisible();
  expect((await samplePixels(preview(page), [0.25, 0.75])).colours).toEqual(['red', 'blue']);
  const { x, y, width } = await center(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  // A quarter of the preview to the right shows a quarter more of the left half.
  await page.mouse.move(x + width / 4, y + 5, { steps: 4 });
  await expect.poll(() => samplePixels(preview(page), [0.25, 0.6, 0.9]).then((seen) => seen.colours)).toEqual(['red', 'red', 'blue']);
  await expect(slider(page, 'Horizontal position')).toHaveValue('25');
  // Far beyond the edges of the preview and the picture.
  await page.mouse.move(x + width * 3, y, { steps: 4 });
  await expect(slider(page, 'Horizontal position')).toHaveValue('0');
  await page.mouse.up();
  await page.mouse.move(x - width, y);
  await expect(slider(page, 'Horizontal position'), 'released').toHaveValue('0');
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  expect(await samplePixels(shown(page), [0.04, 0.96])).toEqual({ side: [512, 512], colours: ['red', 'red'] });
  expect(await sentImages(tenant)).toHaveLength(1);
});

test('wheel and keys zoom within limits and keep the center', async ({ page }) => {
  await selectImage(page, png(600, 300));
  const { x, y } = await center(page);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -100);
  await expect(slider(page, 'Zoom')).toHaveValue('110');
  for (let i = 0; i < 20; i++) await page.mouse.wheel(0, -100);
  await expect(slider(page, 'Zoom')).toHaveValue('400');
  await expect.poll(() => samplePixels(preview(page), [0.25, 0.75]).then((seen) => seen.colours)).toEqual(['red', 'blue']);
  await expect(slider(page, 'Horizontal position')).toHaveValue('50');
  await slider(page, 'Zoom').focus();
  await page.keyboard.press('Home');
  await expect(slider(page, 'Zoom')).toHaveValue('100');
  await page.keyboard.press('ArrowRight');
  await expect(slider(page, 'Zoom')).toHaveAttribute('aria-valuetext', '101%');
});

test('one finger drags, two fingers pinch, and the page does not scroll', async ({ page }) => {
  await selectImage(page, png(600, 300));
  expect(await preview(page).evaluate((canvas) => getComputedStyle(canvas).touchAction)).toBe('none');
  const { x, y, width } = await center(page);
  const touch = await page.context().newCDPSession(page);
  const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: number[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: at.map((dx, id) => ({ x: x + dx, y, id })) });
  await fingers('touchStart', 0);
  await fingers('touchMove', width / 4);
  await fingers('touchEnd');
  await expect(slider(page, 'Horizontal position')).toHaveValue('25');
  await fingers('touchStart', -30, 30);
  await fingers('touchMove', -60, 60);
  await fingers('touchEnd');
  await expect(slider(page, 'Zoom')).toHaveValue('200');
});

test('removes the location and camera data of a photo and rotates it upright', async ({ page, tenant }) => {
  const plain = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [400, 400];
    const context = canvas.getContext('2d')!;
    for (const [colour, left] of [['rgb(220,0,0)', 0], ['rgb(0,0,220)', 200]] as const) {
      context.fillStyle = colour;
      context.fillRect(left, 0, 200, 400);
    }
    return canvas.toDataURL('image/jpeg').split(',')[1]!;
  });
  const taken = jpegWithExif(Buffer.from(plain, 'base64'));
  expect(taken.includes('SecretCam')).toBe(true);
  await selectImage(page, taken, 'IMG_0001.jpg', 'image/jpeg');
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  const bytes = Buffer.from((await sentImages(tenant))[0]!, 'base64');
  for (const word of ['Exif', 'SecretCam', 'GPS', 'IMG_0001']) expect(bytes.includes(word), word).toBe(false);
  expect((await samplePixels(shown(page), [0.1, 0.9])).colours, 'rotated as the camera was held').toEqual(['blue', 'red']);
});

test('choosing, cropping and saving work by keyboard, and the focus returns', async ({ page, tenant }) => {
  const chooser = page.waitForEvent('filechooser');
  await image(page).getByLabel('Choose an image').focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: png(600, 300) });
  await expect(preview(page)).toBeVisible();
  for (const name of ['Zoom', 'Horizontal position', 'Vertical position']) {
    await page.keyboard.press('Tab');
    await expect(slider(page, name)).toBeFocused();
    await page.keyboard.press('End');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(save(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(image(page)).toContainText('Profile image saved.');
  await expect(image(page).getByLabel('Choose an image')).toBeFocused();
  expect((await samplePixels(shown(page), [0.04, 0.96])).colours).toEqual(['blue', 'blue']);
  expect(await sentImages(tenant)).toHaveLength(1);
});

test('keeps the old image until the service shows the new one', async ({ page, tenant, signIn }) => {
  await signIn('otp-on');
  await open(page);
  const before = (await shown(page).getAttribute('src'))!;
  await tenant.override({ method: 'PUT', path: api.image, delay_ms: 1_500 });
  await selectImage(page, png(40, 40));
  await save(page).click();
  await expect(image(page)).toContainText('Saving your profile image…');
  await expect(shown(page)).toHaveAttribute('src', before);
  await expect(image(page)).toContainText('Profile image saved.');
  await expect(shown(page)).not.toHaveAttribute('src', before);
  const now = (await shown(page).getAttribute('src'))!;
  await tenant.clearOverrides();
  await tenant.override({ method: 'GET', path: api.settings, json_patch: { image: now.split(',')[1] } });
  await selectImage(page, png(60, 40));
  await slider(page, 'Horizontal position').focus();
  await page.keyboard.press('End');
  await save(page).click();
  await expect(image(page)).toContainText('the service still shows the old one');
  await expect(shown(page)).toHaveAttribute('src', now);
});

test('keeps picture and crop after any failure', async ({ page, tenant }) => {
  await selectImage(page, png(600, 300));
  await slider(page, 'Horizontal position').focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await slider(page, 'Zoom').focus();
  await page.keyboard.press('PageUp');
  const [zoom, across] = [await slider(page, 'Zoom').inputValue(), await slider(page, 'Horizontal position').inputValue()];
  expect(across).not.toBe('50');
  const invalid: object[] = [
    ...[400, 403, 404, 405, 408, 409, 412, 413, 415, 418, 422, 423, 429, 500, 501, 502, 503, 504].map((status) => ({ status })),
    ...['reset', 'close-before-headers', 'cut-body', 'garbage', 'html-200', 'empty-200'].map((fault) => ({ fault })),
  ];
  for (const fault of invalid) {
    const label = JSON.stringify(fault);
    await tenant.clearOverrides();
    await tenant.override({ method: 'PUT', path: api.image, ...fault });
    await save(page).click();
    await settled(page);
    const back = image(page).getByRole('button', { name: 'Back to your image' });
    await expect(back, label).toBeVisible();
    if (await image(page).getByRole('alert').isVisible()) await expect(image(page).getByRole('alert').getByRole('paragraph').first(), label).toBeFocused();
    await back.click();
    await expect(slider(page, 'Zoom'), label).toHaveValue(zoom);
    await expect(slider(page, 'Horizontal position'), label).toHaveValue(across);
    expect((await samplePixels(preview(page), [0.5])).colours, label).toEqual(['red']);
  }
  expect(await sentImages(tenant)).toHaveLength(invalid.length);
  await tenant.clearOverrides();
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  await expect(image(page).getByRole('button', { name: 'Back to your image' })).toHaveCount(0);
  expect(await focusIsLost(page)).toBe(false);
});

test('keeps the crop when the session ends', async ({ page, tenant, signIn }) => {
  await selectImage(page, png(600, 300));
  await slider(page, 'Horizontal position').focus();
  await page.keyboard.press('Home');
  await tenant.expireSessions('otp-off');
  await save(page).click();
  await page.getByRole('dialog', { name: 'Session ended' }).getByRole('button', { name: 'Stay on this page' }).click();
  await expect(image(page).getByRole('alert')).toContainText('Your session has ended.');
  await signIn('otp-off');
  await image(page).getByRole('button', { name: 'Back to your image' }).click();
  await expect(slider(page, 'Horizontal position')).toHaveValue('0');
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  expect((await samplePixels(shown(page), [0.04, 0.96])).colours).toEqual(['red', 'red']);
});
