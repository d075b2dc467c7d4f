// Starts the tenant with one of the pages: one process at a time, always with the same data.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const root = resolve(import.meta.dirname, '../../..');
const data = join(root, 'target/bench');

export class Server {
  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  /** Serves a folder and a tenant with this many users. The first time seeds them, which takes a while. */
  static async start(users, dist) {
    mkdirSync(data, { recursive: true });
    const args = ['--port', '0', '--db', join(data, `${users}.db`), '--users', String(users), '--dist', dist];
    const child = spawn(join(root, 'target/serve/tenant-api'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise((done, failed) => {
      child.once('exit', (code) => failed(new Error(`the tenant ended with ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /listening on (http:\S+)/.exec(line);
        if (found) done(found[1]);
      });
    });
    child.removeAllListeners('exit');
    return new Server(child, url);
  }

  async stop() {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
  }
}
