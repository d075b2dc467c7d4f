// What a person does: each step says when it is possible, and does it by role and name.
import { png } from '../support/picture.ts';
import { admin, sso } from '../support/access.ts';
import type { Persona } from '../support/test.ts';
import type { Random } from './random.ts';
import { handleOf, type Control, type View } from './view.ts';
import type { Walker } from './walker.ts';

export interface Step {
  name: string;
  weight: number;
  when: (view: View, walker: Walker) => boolean;
  /** Does it, and says what exactly. */
  run: (walker: Walker, view: View, random: Random) => Promise<string>;
}

const PERSONAS: Persona[] = ['admin', 'admin', 'admin', 'sso', 'otp-on', 'otp-off', 'otp-enabling', 'allowed', 'new', 'plain'];
const ADDRESSES = ['/settings', '/settings', '/roles', '/accesses', '/account', '/roles?q=a&sort=-user', '/roles?otp=off', '/accesses?type=api', '/no/such/page', `/users/${admin}/access/1`, `/users/${admin}/access/2`, `/users/${admin}/access/3`, `/users/${sso}/access/10`];
const WORDS = ['a', 'ann', 'otp:off', 'role:ves-io-admin', 'is:sso login:>2026-01-01', 'x'.repeat(40), '', 'ß "q', 'Zoë'];
const NAMES = ['Mine', 'Ünïcode ✓', 'x', 'A longer name of an access', '=1+1'];
const ROLES = ['DNS_R', 'DNS_RW', 'SSL_R', 'EVENT_R', 'NDD_R', 'MONITORING_R'].map((end) => `CLIENTNMS_WEBSERVICE_${end}`);
/** Leads out of the app, or is a step of its own. */
const APART = /^(Sign out|Sign in|Choose an image|Reload)$/;

/** What sends something, or leads there. */
const WRITING = /^(Turn |Undo|Save|Request|Remove|Review|Retry|Try again)/;

const of = (view: View, role: string, name = /./): Control[] => view.controls.filter((control) => control.role === role && name.test(control.name) && !control.disabled);
const buttons = (view: View, name = /./) => of(view, 'button', name).filter((control) => !APART.test(control.name));
const has = (role: string, name = /./) => (view: View) => of(view, role, name).length > 0;
const open = (view: View) => view.dialog === null;
const on = (path: string) => (view: View) => view.path.startsWith(path) && open(view);
/** Without a network the browser shows a page of its own for an address. */
const online = (_: View, walker: Walker) => !walker.offline;
const onApp = (view: View) => view.heading !== '' && !view.path.startsWith('/sign-in') && view.heading !== 'Signed out';

/** Presses one of them. */
const pressOne = async (walker: Walker, view: View, controls: Control[], random: Random, how: 'click' | 'dblclick' | 'Enter' | 'Space' = 'click') => {
  const control = random.pick(controls);
  await walker.press(view, control, how);
  return `${how} ${control.role} "${control.name}"${view.dialog ? ` in "${view.dialog}"` : ''}`;
};

const fillOne = async (walker: Walker, view: View, controls: Control[], random: Random, texts: string[]) => {
  const [control, text] = [random.pick(controls), random.pick(texts)];
  const field = await handleOf(walker.page, control);
  await field.fill(text, { timeout: 1_500 });
  if (random.percent(30)) await field.press('Enter', { timeout: 1_500 });
  return `fill "${control.name}" with "${text.slice(0, 20)}"`;
};

const press = (name: string, weight: number, controls: (view: View) => Control[], when: (view: View) => boolean = () => true): Step => ({
  name, weight, when: (view) => when(view) && controls(view).length > 0, run: (walker, view, random) => pressOne(walker, view, controls(view), random),
});

export const STEPS: Step[] = [
  // Going places.
  press('navigate', 6, (view) => of(view, 'link', /^(Settings|Roles|Accesses|Account)$/), open),
  press('follow a link', 4, (view) => of(view, 'link', /^Access \d|accesses|settings/i), open),
  {
    name: 'open an address', weight: 4, when: online,
    run: async (walker, _, random) => {
      const path = random.pick(ADDRESSES);
      await walker.page.goto(walker.tenant.url + path);
      return path;
    },
  },
  {
    name: 'Back', weight: 3, when: online,
    run: async (walker) => {
      await walker.page.goBack();
      // Before the first page there is none of ours.
      if (walker.page.url() === 'about:blank') await walker.page.goForward();
      return '';
    },
  },
  { name: 'Forward', weight: 2, when: online, run: async (walker) => { await walker.page.goForward(); return ''; } },
  { name: 'reload', weight: 2, when: online, run: async (walker) => { await walker.page.reload(); return ''; } },
  // Lists.
  {
    name: 'search', weight: 5, when: has('searchbox'),
    run: (walker, view, random) => fillOne(walker, view, of(view, 'searchbox'), random, view.path === '/accesses' ? [admin, '*0001', ''] : WORDS),
  },
  {
    name: 'filter', weight: 4, when: (view) => view.controls.some((control) => control.options.length > 1),
    run: async (walker, view, random) => {
      const control = random.pick(view.controls.filter((control) => control.options.length > 1));
      const option = random.pick(control.options);
      await (await handleOf(walker.page, control)).selectOption({ label: option }, { timeout: 1_500 });
      return `"${control.name}" = "${option}"`;
    },
  },
  press('sort', 4, (view) => buttons(view, /^(User|Roles|Groups|Last login|Status|Identity|Access|Type|Customer)$/), open),
  {
    name: 'scroll', weight: 3, when: (view) => open(view) && /^\/(roles|accesses)$/.test(view.path),
    run: async (walker, _, random) => {
      await walker.page.mouse.move(700, 600);
      const by = random.pick([400, 3_000, -800, 20_000, -20_000]);
      await walker.page.mouse.wheel(0, by);
      return `${by}`;
    },
  },
  press('open a row', 5, (view) => of(view, 'row').slice(0, 8), open),
  press('tick', 8, (view) => of(view, 'checkbox').slice(0, 12)),
  press('choose', 4, (view) => of(view, 'radio')),
  press('act on the selection', 4, (view) => buttons(view, /^(Select all|Compare|Copy emails|Export|Clear selection|Clear filters|Saved views|All filters|By role|Matrix)/), on('/roles')),
  {
    name: 'name a view', weight: 4, when: (view) => view.dialog === 'Saved views' && has('textbox')(view),
    run: async (walker, view, random) => {
      const done = await fillOne(walker, view, of(view, 'textbox'), random, NAMES);
      const save = buttons(view, /^Save/)[0];
      if (save) await walker.press(view, save);
      return `${done}, save`;
    },
  },
  // Settings.
  press('switch', 40, (view) => of(view, 'switch'), open),
  press('act on the settings', 30, (view) => buttons(view, /^(Turn all|Undo|Request access|Remove image|Back to your image)/), on('/settings')),
  press('check again, be reminded', 5, (view) => buttons(view, /^(Check again|Remind me|Add to my calendar|Notify me)/), on('/settings')),
  {
    name: 'choose an image', weight: 5, when: (view) => on('/settings')(view) && has('file')(view),
    run: async (walker, view, random) => {
      const side = random.pick([64, 300, 640]);
      await (await handleOf(walker.page, of(view, 'file')[0]!)).setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: png(side, side / 2) });
      return `${side} px`;
    },
  },
  {
    name: 'move a slider', weight: 4, when: has('slider'),
    run: async (walker, view, random) => {
      const control = random.pick(of(view, 'slider'));
      const key = random.pick(['ArrowRight', 'ArrowLeft', 'End', 'Home', 'PageUp']);
      await (await handleOf(walker.page, control)).press(key, { timeout: 1_500 });
      return `${key} on "${control.name}"`;
    },
  },
  // Accesses.
  {
    name: 'edit a field', weight: 20, when: (view) => open(view) && (view.path.startsWith('/users/') || view.path === '/accesses') && has('textbox')(view),
    run: (walker, view, random) => fillOne(walker, view, of(view, 'textbox'), random, view.path === '/accesses' ? ['', '1002', 'en', 'fr'] : [...NAMES, 'en', 'fr', '']),
  },
  {
    name: 'add or remove a role', weight: 24, when: (view) => open(view) && of(view, 'combobox', /^Roles/).some((control) => control.options.length === 0),
    run: async (walker, view, random) => {
      const control = random.pick(of(view, 'combobox', /^Roles/).filter((control) => control.options.length === 0));
      const field = await handleOf(walker.page, control);
      const role = random.pick(ROLES);
      await field.fill(role, { timeout: 1_500 });
      await field.press('ArrowDown', { timeout: 1_500 });
      await field.press('Enter', { timeout: 1_500 });
      await field.press('Escape', { timeout: 1_500 });
      return `${role} in "${control.name}"`;
    },
  },
  press('take a role away', 3, (view) => buttons(view, /^Remove CLIENTNMS/), open),
  press('review, undo', 30, (view) => buttons(view, /^(Review changes|Undo|Undo all|Retry failed)$/), (view) => open(view) && /^\/(users|accesses)/.test(view.path)),
  {
    name: 'change and save', weight: 30, when: (view) => open(view) && view.path.startsWith('/users/') && of(view, 'combobox', /^Roles/).some((control) => control.options.length === 0),
    run: async (walker, view, random) => {
      const field = await handleOf(walker.page, of(view, 'combobox', /^Roles/).find((control) => control.options.length === 0)!);
      const role = random.pick(ROLES);
      await field.fill(role, { timeout: 1_500 });
      for (const key of ['ArrowDown', 'Enter', 'Escape']) await field.press(key, { timeout: 1_500 });
      for (const name of [/^Review changes$/, /^Save changes$/]) {
        const now = await walker.view();
        const [button] = buttons(now, name);
        if (button) await walker.press(now, button, random.percent(15) ? 'dblclick' : 'click');
      }
      return role;
    },
  },
  press('discard', 3, (view) => buttons(view, /^(Done|Discard|Discard changes)$/), (view) => open(view) && /^\/(users|accesses)/.test(view.path)),
  press('save what is reviewed', 40, (view) => buttons(view, /^Save changes$/), (view) => view.dialog === 'Review changes'),
  {
    name: 'change several', weight: 30, when: (view) => on('/accesses')(view) && of(view, 'checkbox', /^Select access/).length > 2,
    run: async (walker, view, random) => {
      const page = walker.page;
      const boxes = of(view, 'checkbox', /^Select access/);
      const from = random.below(boxes.length - 2);
      for (const box of boxes.slice(from, from + 1 + random.below(3))) await walker.press(view, box);
      const role = random.pick(ROLES);
      await page.getByRole('combobox', { name: random.pick(['Roles to add', 'Roles to remove']) }).fill(role, { timeout: 1_500 });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      const [review] = buttons(await walker.view(), /^Review changes$/);
      if (review) await walker.press(view, review);
      return `${boxes[from]!.name} and on: ${role}`;
    },
  },
  press('load the rest', 2, (view) => buttons(view, /^(Stop loading|Load the rest)$/), on('/accesses')),
  // Dialogs and errors.
  press('answer a dialog', 26, (view) => [...buttons(view), ...of(view, 'radio'), ...of(view, 'checkbox').slice(0, 4)], (view) => !open(view)),
  { name: 'Escape', weight: 2, when: onApp, run: async (walker) => { await walker.page.keyboard.press('Escape'); return ''; } },
  press('try again', 10, (view) => buttons(view, /^Try again$/)),
  press('press a button', 5, (view) => buttons(view)),
  { name: 'double click', weight: 5, when: (view) => buttons(view, WRITING).length > 0, run: (walker, view, random) => pressOne(walker, view, [...buttons(view, WRITING), ...of(view, 'switch')], random, 'dblclick') },
  { name: 'press by keyboard', weight: 4, when: (view) => buttons(view).length > 0, run: (walker, view, random) => pressOne(walker, view, [...buttons(view), ...of(view, 'switch')], random, random.pick(['Enter', 'Space'])) },
  { name: 'Tab', weight: 2, when: onApp, run: async (walker, _, random) => { const key = random.pick(['Tab', 'Shift+Tab', 'ArrowDown', 'PageDown', 'Home']); await walker.page.keyboard.press(key); return key; } },
  // Time, tabs, people.
  { name: 'wait', weight: 5, when: () => true, run: async (walker, _, random) => { const s = random.pick([1, 3, 8, 15, 40]); await walker.advance(s * 1_000); return `${s} s`; } },
  { name: 'go offline', weight: 1, when: online, run: async (walker) => { await walker.setOffline(true); return ''; } },
  { name: 'go online', weight: 60, when: (view, walker) => !online(view, walker), run: async (walker) => { await walker.setOffline(false); return ''; } },
  {
    name: 'another tab', weight: 3, when: (view, walker) => onApp(view) && !walker.offline,
    run: async (walker, view, random) => {
      if (walker.tabs.length < 2) await walker.openTab(random.percent(50) ? view.path : random.pick(ADDRESSES));
      else if (random.percent(60)) { walker.tabs.reverse(); await walker.page.bringToFront(); }
      else await walker.tabs.shift()!.close();
      return `${walker.tabs.length} open`;
    },
  },
  {
    name: 'somebody else changes an access', weight: 6, when: () => true,
    run: async (walker, _, random) => {
      const id = random.pick([1, 2, 3, 10]);
      const user = id === 10 ? sso : admin;
      walker.ledger.keep(`access ${id}`, await walker.ledger.access(user, String(id)));
      const patch = random.pick<object>([{ roles: [random.pick(ROLES)] }, { roles: [random.pick(ROLES), random.pick(ROLES)].sort() }, id === 2 ? { name: random.pick(NAMES), language: 'it' } : { roles: [] }]);
      await walker.tenant.editAccess(id, patch);
      return `${id}: ${JSON.stringify(patch)}`;
    },
  },
  {
    name: 'the settings change elsewhere', weight: 4, when: () => true,
    run: async (walker, _, random) => {
      const now = await walker.ledger.settings(walker.persona);
      walker.ledger.keep(`settings ${walker.persona}`, now);
      const item = random.pick<any>(now.notifications);
      const patch = random.pick<object>([
        { notifications: now.notifications.map((one: any) => (one.code === item.code ? { ...one, enabled: !one.enabled } : one)) },
        { otp_enabled: true, otp_status: 'OTP_ENABLED' }, { otp_enabled: false, otp_status: 'OTP_DISABLED' },
      ]);
      await walker.tenant.editSettings(walker.persona, patch);
      return Object.keys(patch).join(', ');
    },
  },
  { name: 'the session ends', weight: 1, when: () => true, run: async (walker) => { await walker.tenant.expireSessions(walker.persona); return walker.persona; } },
  press('sign out', 1, (view) => of(view, 'button', /^Sign out$/), open),
  {
    name: 'sign in', weight: 12, when: (view, walker) => online(view, walker) && (view.path.startsWith('/sign-in') || view.heading === 'Signed out' || view.dialog === 'Session ended'),
    run: async (walker, view, random) => {
      const again = view.dialog === 'Session ended' && random.percent(70);
      const persona = again ? walker.persona : random.pick(PERSONAS);
      await walker.signIn(persona);
      if (again && random.percent(50)) await walker.page.evaluate(() => dispatchEvent(new Event('focus')));
      else await walker.page.goto(`${walker.tenant.url}${random.pick(ADDRESSES)}`);
      return persona;
    },
  },
];
