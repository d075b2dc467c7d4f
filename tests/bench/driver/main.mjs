// Measures Rolecall and the React page alternately, in the same browsers and against the same tenant. SIZES, ROUNDS: see `.make/bench`.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { ColdBrowser } from './cold.mjs';
import { table } from './report.mjs';
import { Server, root } from './server.mjs';
import { visit } from './visit.mjs';

const { chromium } = createRequire(join(root, '.tools/npm/package.json'))('playwright-core');
const sizes = (process.env.SIZES ?? '1000,10000,100000').split(',').map(Number);
const rounds = Number(process.env.ROUNDS ?? 3);
const PAGES = { rolecall: join(root, 'dist'), react: join(root, 'target/bench/react') };

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const browser = await chromium.launch({ executablePath, args, chromiumSandbox: process.getuid?.() !== 0 });
const cold = await ColdBrowser.start(executablePath, args);
const packages = JSON.parse(readFileSync(join(root, 'tests/bench/package.json'), 'utf8')).dependencies;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const load = () => loadavg()[0].toFixed(1);
const all = {};
const before = load();
try {
  for (const users of sizes) {
    const visits = (all[users] = { rolecall: [], react: [] });
    for (let round = 0; round < rounds; round++) {
      // Alternate: the second one finds warmer system caches.
      for (const name of round % 2 ? ['react', 'rolecall'] : ['rolecall', 'react']) {
        const server = await Server.start(users, PAGES[name]);
        try {
          const loaded = await cold.load(server.url, users);
          const result = loaded.fails ? loaded : { ...(await visit(browser, server.url, users)), ...loaded };
          visits[name].push(result);
          const summary = result.fails ? `fails: ${result.fails}` : `first row ${Math.round(result.firstRow)} ms, all rows ${Math.round(result.allRows)} ms`;
          console.error(`${users} users, round ${round + 1} of ${rounds}, ${name}: ${summary}`);
        } finally {
          await server.stop();
        }
      }
    }
  }
  const versions = Object.entries(packages).map(([name, version]) => `${name.split('/').pop()} ${version}`).join(', ');
  const machine = `${cpus()[0].model.trim()}, ${cpus().length} cores, load ${before} before and ${load()} after`;
  console.log(`Measured ${new Date().toISOString().slice(0, 10)} at ${commit}: Chromium ${browser.version()}, ${versions}; ${machine}. Medians of ${rounds} cold visits each.\n`);
  console.log(sizes.map((users) => table(users, all[users].rolecall, all[users].react)).join('\n\n'));
  // The React page may fail at sizes it can't handle; ours may not.
  if (sizes.some((users) => all[users].rolecall.some((visit) => visit.fails))) process.exitCode = 1;
} finally {
  writeFileSync(join(root, 'target/bench/visits.json'), JSON.stringify(all));
  await browser.close();
  cold.close();
}
