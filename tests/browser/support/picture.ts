// Images made for the tests, and the pixels of images on the page.
import { crc32, deflateSync } from 'node:zlib';
import type { Locator } from '@playwright/test';

/** A PNG whose left half is red and whose right half is blue, with a text comment in its metadata. */
export const png = (width: number, height: number): Buffer => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, (_, x) => Buffer.from(x < width / 2 ? [220, 0, 0] : [0, 0, 220]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('tEXt', Buffer.from('Comment\0taken at home')),
    chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Adds to a JPEG the metadata of a camera held upside down: orientation, maker and location. */
export const jpegWithExif = (jpeg: Buffer): Buffer => {
  const entry = (tag: number, type: number, count: number, value: number[]) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    bytes.set(value, 8);
    return bytes;
  };
  const maker = Buffer.from('SecretCam GPS 59.91N 10.75E\0');
  const ifd = Buffer.concat([Buffer.from([0, 2]), entry(0x010f, 2, maker.length, [0, 0, 0, 38]), entry(0x0112, 3, 1, [0, 3, 0, 0]), Buffer.alloc(4)]);
  const body = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), ifd, maker]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
};

/** The size of an image and its color at these fractions of its width, halfway down. */
export const samplePixels = (shown: Locator, parts: number[]): Promise<{ side: number[]; colours: string[] }> =>
  shown.evaluate(async (element: HTMLImageElement | HTMLCanvasElement, parts) => {
    if (element instanceof HTMLImageElement) await element.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = element instanceof HTMLImageElement ? [element.naturalWidth, element.naturalHeight] : [element.width, element.height];
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(element, 0, 0);
    const colours = parts.map((part) => {
      const [red, , blue] = context.getImageData(Math.min(canvas.width - 1, Math.floor(part * canvas.width)), canvas.height / 2, 1, 1).data;
      return red! > 180 && blue! < 60 ? 'red' : blue! > 180 && red! < 60 ? 'blue' : 'neither';
    });
    return { side: [canvas.width, canvas.height], colours };
  }, parts);
