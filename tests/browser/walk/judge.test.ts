// The judge of the walks can fail: each kind of lie that it looks for is told to it here.
import { expectHealed } from './healed.ts';
import { Walker } from './walker.ts';
import { admin, nameField, patches, reviewButton } from '../support/access.ts';
import { api, expect, test as base } from '../support/test.ts';

const test = base.extend<{ walker: Walker }>({
  walker: async ({ browser, tenant }, use) => {
    const context = await browser.newContext({ baseURL: tenant.url });
    await use(await Walker.start(context, tenant, 'admin'));
    await context.close();
  },
});

const path = api.access(admin, 3);
/** Sends a change as the page would. */
const send = (walker: Walker, name: string) =>
  walker.page.evaluate(async ([path, body]) => void (await fetch(path!, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })), [path, JSON.stringify({ name })]);

async function edit(walker: Walker, name: string): Promise<void> {
  const { page } = walker;
  await page.goto(`/users/${admin}/access/3`);
  await nameField(page).fill(name);
  await reviewButton(page).click();
  const view = await walker.view();
  await walker.press(view, view.controls.find((control) => control.name === 'Save changes')!);
  await expect(page.getByRole('status')).toContainText('Saved.');
}

test('finds nothing wrong with a change that is saved', async ({ walker, tenant }) => {
  await edit(walker, 'True');
  await walker.settle();
  await walker.check();
  expect(await patches(tenant, admin, 3)).toEqual([{ name: 'True' }]);
});

test('catches "Saved" for a change that the server never made', async ({ walker, tenant }) => {
  const before = await walker.ledger.access(admin, '3');
  // A server that accepts without doing it: the page has no way to know.
  await tenant.override({ method: 'PATCH', path, status: 200, body: JSON.stringify({ message: 'OK', data: { ...before, name: 'Lie' } }) });
  await edit(walker, 'Lie');
  await expect(walker.check()).rejects.toThrow(/^"Saved\." .* but the access is /);
});

test('catches a change that is sent twice for one press, and one that nobody asked for', async ({ walker }) => {
  await edit(walker, 'Once');
  await walker.check();
  await send(walker, 'Once');
  await expect(walker.check()).rejects.toThrow(/^sent without being asked, or twice for one press: PATCH/);
  await walker.page.goto('/settings');
  await walker.page.evaluate(async (path) => void (await fetch(path, { method: 'DELETE' })), api.image);
  await expect(walker.check()).rejects.toThrow(/^sent without being asked, or twice for one press: DELETE/);
});

test('catches "Nothing was changed" for a change that was made', async ({ walker }) => {
  await walker.page.goto(`/users/${admin}/access/3`);
  await expect(nameField(walker.page)).toBeVisible();
  walker.ledger.wish('PATCH', /./, walker.now);
  await send(walker, 'Made');
  await walker.page.evaluate(() => {
    const alert = document.createElement('div');
    alert.setAttribute('role', 'alert');
    alert.textContent = 'The service is busy. Nothing was changed. Your input is kept.';
    document.querySelector('main')!.append(alert);
  });
  await expect(walker.check()).rejects.toThrow(/Nothing was changed.*but it was applied$/);
});

test('catches a spinner that never ends, and a page that gave up', async ({ walker }) => {
  await walker.settle();
  await walker.page.evaluate(() => document.querySelector('main')!.setAttribute('aria-busy', 'true'));
  await expect(walker.settle()).rejects.toThrow(/^still busy after 4\d/);
  await walker.page.evaluate(() => document.body.append(Object.assign(document.createElement('p'), { id: 'fatal', textContent: 'stopped' })));
  await expect(walker.check()).rejects.toThrow('the page gave up: stopped');
});

test('catches a page that shows something else than the server holds once the faults are over', async ({ walker }) => {
  await walker.context.route(`**${api.settings}`, async (route) => {
    const response = await route.fetch();
    const settings = await response.json();
    await route.fulfill({ response, json: { ...settings, notifications: settings.notifications.map((item: any) => ({ ...item, enabled: !item.enabled })) } });
  });
  await expect(expectHealed(walker)).rejects.toThrow(/deep equality/);
});
