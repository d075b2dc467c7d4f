// The built app, and copies of it that a test may damage or set up as a deployer would.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Trunk put the app. */
export const dist = resolve(import.meta.dirname, '../../../dist');

/** A copy that can be changed. Without .br files, which would be sent in place of the changed ones. */
export class DistCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'rolecall-dist-'));

  constructor() {
    cpSync(dist, this.folder, { recursive: true });
    for (const name of readdirSync(this.folder).filter((name) => name.endsWith('.br'))) rmSync(join(this.folder, name));
  }

  path(file: RegExp): string {
    const name = readdirSync(this.folder).find((name) => file.test(name));
    if (!name) throw new Error(`no file ${file} in dist`);
    return join(this.folder, name);
  }

  flipByte(file: RegExp): void {
    const path = this.path(file);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
  }

  edit(file: RegExp, change: (text: string) => string): void {
    const path = this.path(file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`nothing to change in ${path}`);
    writeFileSync(path, after);
  }

  /** What a deployer does: writes another address into a `meta` of index.html. */
  configure(name: string, content: string): void {
    this.edit(/^index\.html$/, (html) => html.replace(new RegExp(`(name="rolecall:${name}" content=)"[^"]*"`), `$1"${content}"`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
