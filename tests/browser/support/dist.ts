// The built app, and copies of it that a test may damage or configure as a deployer would.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist, Tenant } from './tenant.ts';

export { dist } from './tenant.ts';

/** A copy of the build. It leaves out the .br files, which the server would send in place of the changed ones. */
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
    if (after === before) throw new Error(`nothing was changed in ${path}`);
    writeFileSync(path, after);
  }

  /** Writes a value into one of index.html's `meta` tags, as a deployer does. */
  configure(name: string, content: string): void {
    this.edit(/^index\.html$/, (html) => html.replace(new RegExp(`(name="rolecall:${name}" content=)"[^"]*"`), `$1"${content}"`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Serves a changed copy of the build from a tenant of its own while `visit` runs. */
export async function withChangedBuild(change: (copy: DistCopy) => void, visit: (tenant: Tenant, copy: DistCopy) => Promise<void>): Promise<void> {
  const copy = new DistCopy();
  try {
    change(copy);
    const tenant = await Tenant.start({ dist: copy.folder });
    try {
      await visit(tenant, copy);
    } finally {
      tenant.stop();
    }
  } finally {
    copy.remove();
  }
}
