// Browsers and extensions that guard against fingerprinting answer a page's questions about its canvas with noise or nothing. What
// they would make of a picture is never sent; a truthful browser is never refused. Real Firefox with `privacy.resistFingerprinting`
// gives noise to both calls, as the first guard here does.
import type { Page } from '@playwright/test';
import { expectAccessibleInEveryLook } from './support/axe.ts';
import { png, samplePixels } from './support/picture.ts';
import { selectImage, cropDialog, image, open } from './support/settings.ts';
import { api, expect, test } from './support/test.ts';

const save = (page: Page) => cropDialog(page).getByRole('button', { name: 'Save image' });
const refusal = (page: Page) => cropDialog(page).getByRole('alert');

/** Each replaces calls of the canvas, as a guard does. Runs in the page before anything else. */
const guards: Record<string, () => void> = {
  'gives noise for everything': () => {
    const truth = CanvasRenderingContext2D.prototype.getImageData;
    const encode = HTMLCanvasElement.prototype.toDataURL;
    const noise = (data: ImageData) => (data.data.forEach((_, at) => { data.data[at] = Math.random() * 256; }), data);
    CanvasRenderingContext2D.prototype.getImageData = function (...args: any) { return noise(truth.apply(this, args)); };
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [this.width, this.height];
      copy.getContext('2d')!.putImageData(noise(new ImageData(this.width, this.height)), 0, 0);
      return encode.apply(copy, args);
    };
  },
  'encodes noise, though it reads the truth': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [this.width, this.height];
      const data = new ImageData(this.width, this.height);
      data.data.forEach((_, at) => { data.data[at] = at % 4 === 3 ? 255 : Math.random() * 256; });
      copy.getContext('2d')!.putImageData(data, 0, 0);
      return encode.apply(copy, args);
    };
  },
  'reads noise, though it encodes the truth': () => {
    const truth = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...args: any) {
      const data = truth.apply(this, args);
      data.data.forEach((_, at) => { data.data[at] = Math.random() * 256; });
      return data;
    };
  },
  'is all white': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    const white = (width: number, height: number) => {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [width, height];
      const context = copy.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      return copy;
    };
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) { return encode.apply(white(this.width, this.height), args); };
    CanvasRenderingContext2D.prototype.getImageData = function (_x: number, _y: number, width: number, height: number) {
      return new ImageData(new Uint8ClampedArray(width * height * 4).fill(255), width, height);
    };
  },
  'is empty': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [this.width, this.height];
      return encode.apply(copy, args);
    };
    CanvasRenderingContext2D.prototype.getImageData = (_x: number, _y: number, width: number, height: number) => new ImageData(width, height);
  },
  'lies only about pictures, not about patterns of plain colours': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    const drawn = new WeakSet<HTMLCanvasElement>();
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: any) {
      drawn.add(this.canvas);
      return (draw as any).apply(this, args);
    };
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) {
      if (!drawn.has(this)) return encode.apply(this, args);
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [this.width, this.height];
      copy.getContext('2d')!.fillRect(0, 0, 512, 300);
      return encode.apply(copy, args);
    };
  },
  'throws when read': () => {
    CanvasRenderingContext2D.prototype.getImageData = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  },
  'throws when encoded': () => {
    HTMLCanvasElement.prototype.toDataURL = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  },
  'encodes another type': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    HTMLCanvasElement.prototype.toDataURL = function () { return encode.call(this, 'image/png'); };
  },
  'encodes nothing': () => { HTMLCanvasElement.prototype.toDataURL = () => 'data:,'; },
  'encodes a picture of one pixel': () => {
    const encode = HTMLCanvasElement.prototype.toDataURL;
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) { return encode.apply(document.createElement('canvas'), args); };
  },
  'answers with something else': () => {
    HTMLCanvasElement.prototype.toDataURL = () => undefined as any;
    CanvasRenderingContext2D.prototype.getImageData = () => null as any;
  },
  'encodes a JPEG that nobody can decode': () => { HTMLCanvasElement.prototype.toDataURL = () => 'data:image/jpeg;base64,/9j/4AAQ'; },
  'has no canvas to draw on, once the picture is chosen': () => {
    const context = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: any) {
      return this.isConnected ? (context as any).apply(this, args) : null;
    } as any;
  },
};

for (const [kind, guard] of Object.entries(guards)) {
  test(`a browser that ${kind}: nothing is sent, and the reason is said`, async ({ page, tenant, signIn }) => {
    await page.addInitScript(guard);
    await signIn('otp-off');
    await open(page);
    await selectImage(page, png(600, 300));
    await save(page).click();
    await expect(refusal(page)).toContainText('This browser hides the pixels of images from websites');
    await expect(refusal(page)).toContainText('Nothing was sent.');
    // Trying again is possible, and still sends nothing.
    await save(page).dblclick();
    await expect(refusal(page)).toBeVisible();
    expect(await tenant.calls('PUT', api.image)).toEqual([]);
    if (kind === 'is empty') await expectAccessibleInEveryLook(page);
    await page.keyboard.press('Escape');
    await expect(cropDialog(page)).toHaveCount(0);
    await expect(image(page).getByRole('button', { name: 'Remove image' })).toBeVisible();
  });
}

test('once the guard is told to allow this site, the same picture is saved', async ({ page, tenant, signIn }) => {
  await page.addInitScript(() => {
    const truth = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = () => { throw new DOMException('Not allowed', 'SecurityError'); };
    (window as any).allow = () => { CanvasRenderingContext2D.prototype.getImageData = truth; };
  });
  await signIn('otp-off');
  await open(page);
  await selectImage(page, png(600, 300));
  await save(page).click();
  await expect(refusal(page)).toBeVisible();
  await page.evaluate(() => (window as any).allow());
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  expect(await tenant.calls('PUT', api.image)).toHaveLength(1);
});

test('noise too faint to be seen, as Brave adds, is no reason to refuse', async ({ page, tenant, signIn }) => {
  await page.addInitScript(() => {
    const [truth, encode] = [CanvasRenderingContext2D.prototype.getImageData, HTMLCanvasElement.prototype.toDataURL];
    const faint = (data: ImageData) => {
      for (let at = 0; at < data.data.length; at += 1 + Math.floor(Math.random() * 9)) data.data[at]! ^= 1;
      return data;
    };
    CanvasRenderingContext2D.prototype.getImageData = function (...args: any) { return faint(truth.apply(this, args)); };
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [this.width, this.height];
      copy.getContext('2d')!.putImageData(faint(truth.call(this.getContext('2d')!, 0, 0, this.width, this.height)), 0, 0);
      return encode.apply(copy, args);
    };
  });
  await signIn('otp-off');
  await open(page);
  await selectImage(page, png(600, 300));
  await save(page).click();
  await expect(image(page)).toContainText('Profile image saved.');
  expect((await samplePixels(image(page).getByRole('img', { name: 'Profile image' }), [0.1, 0.9])).colours).toEqual(['red', 'blue']);
  expect(await tenant.calls('PUT', api.image)).toHaveLength(1);
});

test('a truthful browser saves every kind of picture', async ({ page, tenant, signIn }) => {
  test.setTimeout(90_000);
  await signIn('otp-off');
  await open(page);
  const kinds = await page.evaluate(async () => {
    const made: [string, string, string][] = [];
    const sides = [[512, 512], [1, 1], [3, 700], [2000, 1500]] as const;
    const fills: Record<string, (x: number, y: number) => [number, number, number, number]> = {
      white: () => [255, 255, 255, 255],
      transparent: () => [0, 0, 0, 0],
      'half transparent': (x) => [200, 30, 90, (x % 2) * 120],
      noise: () => [Math.random() * 256, Math.random() * 256, Math.random() * 256, 255],
      'checkers of one pixel': (x, y) => ((x + y) % 2 ? [255, 255, 0, 255] : [0, 0, 255, 255]),
      gradient: (x, y) => [x % 256, y % 256, (x + y) % 256, 255],
    };
    const plan = [
      ...Object.keys(fills).map((name) => [name, 'image/png', [512, 512]] as const),
      ...sides.slice(1).map((side) => ['gradient', 'image/png', side] as const),
      ['noise', 'image/jpeg', [512, 512]] as const,
      ['gradient', 'image/webp', [512, 512]] as const,
    ];
    for (const [name, type, [width, height]] of plan) {
      const fill = fills[name]!;
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const data = new ImageData(width, height);
      for (let at = 0; at < width * height; at++) data.data.set(fill(at % width, Math.floor(at / width)), 4 * at);
      canvas.getContext('2d')!.putImageData(data, 0, 0);
      made.push([`${name}, ${width} x ${height}`, type, canvas.toDataURL(type).split(',')[1]!]);
    }
    return made;
  });
  // Two frames, red and blue.
  const frame = (index: number) => [0x21, 0xf9, 4, 0, 9, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, index ? 0x4c : 0x44, 1, 0];
  const animated = Buffer.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 220, 0, 0, 0, 0, 220, ...frame(0), ...frame(1), 0x3b]);
  kinds.push(['animated', 'image/gif', animated.toString('base64')]);
  for (const [index, [name, type, bytes]] of kinds.entries()) {
    await selectImage(page, Buffer.from(bytes, 'base64'), 'me', type);
    await save(page).click();
    await expect(cropDialog(page), name).toHaveCount(0);
    await expect(image(page), name).toContainText('Profile image saved.');
    expect(await tenant.calls('PUT', api.image), name).toHaveLength(index + 1);
  }
});

test('canceled while the picture is looked at: nothing is sent', async ({ page, tenant, signIn }) => {
  await page.addInitScript(() => {
    const decode = window.createImageBitmap;
    (window as any).createImageBitmap = async (source: any) => {
      if (!(source instanceof File)) await new Promise((done) => setTimeout(done, 1_000));
      return decode(source);
    };
  });
  await signIn('otp-off');
  await open(page);
  await selectImage(page, png(600, 300));
  await page.evaluate(() => {
    const { toDataURL } = HTMLCanvasElement.prototype;
    (window as any).encoded = 0;
    HTMLCanvasElement.prototype.toDataURL = function (...args: any) { (window as any).encoded += 1; return toDataURL.apply(this, args); };
  });
  await save(page).click();
  await page.keyboard.press('Escape');
  await expect(cropDialog(page)).toHaveCount(0);
  // The pattern first, then the picture.
  await expect.poll(() => page.evaluate(() => (window as any).encoded)).toBe(2);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
  expect(await tenant.calls('PUT', api.image)).toEqual([]);
});
