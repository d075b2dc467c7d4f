// What a person has before them: the page, the dialog on top, and what can be pressed or filled in, by role and name.
import type { ElementHandle, Page } from '@playwright/test';

export interface Control {
  role: string;
  name: string;
  disabled: boolean;
  focused: boolean;
  /** Texts of the options of a select. */
  options: string[];
  /** Its place in the list that `handleOf` looks it up in. */
  index: number;
}

export interface View {
  path: string;
  heading: string;
  /** The title of the dialog on top, if there is one. */
  dialog: string | null;
  controls: Control[];
}

/** Again while a new page takes the place of the one that was asked. */
async function inPage<T>(page: Page, ask: () => T | Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await page.evaluate(ask);
    } catch (error) {
      if (tries > 20 || !/context was destroyed|navigat/i.test(String(error))) throw error;
      await page.waitForLoadState();
    }
  }
}

/** Only what can be reached: in a dialog, if one is open. */
export const look = (page: Page): Promise<View> =>
  inPage(page, () => {
    const text = (element: Element | null | undefined): string => {
      if (!element) return '';
      const copy = element.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden=true], select, option')) hidden.remove();
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    };
    const byIds = (ids: string | null): string => (ids ?? '').split(' ').map((id) => text(document.getElementById(id))).join(' ').trim();
    const roles: Record<string, string> = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', SUMMARY: 'button', TR: 'row' };
    const inputs: Record<string, string> = { checkbox: 'checkbox', radio: 'radio', range: 'slider', search: 'searchbox', file: 'file' };
    const dialogs = [...document.querySelectorAll('dialog[open]')];
    const top = dialogs.at(-1) ?? document;
    const list: Element[] = ((globalThis as any).walkControls = []);
    const controls = [];
    for (const element of top.querySelectorAll('a[href], button, select, input, textarea, summary, [role=row][tabindex], [role=option], tbody [role=row]')) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility({ visibilityProperty: true })) continue;
      const input = element instanceof HTMLInputElement ? element : null;
      const name = byIds(element.getAttribute('aria-labelledby')) || element.getAttribute('aria-label') || text(input?.labels?.[0] ?? (element as HTMLSelectElement).labels?.[0])
        || text(element);
      controls.push({
        role: element.getAttribute('role') ?? (input ? inputs[input.type] ?? 'textbox' : roles[element.tagName] ?? 'button'),
        name: name.slice(0, 80),
        disabled: element.getAttribute('aria-disabled') === 'true',
        focused: element === document.activeElement,
        options: element instanceof HTMLSelectElement ? [...element.options].map((option) => option.text) : [],
        index: list.push(element) - 1,
      });
    }
    return {
      path: location.pathname,
      heading: text(document.querySelector('h1')),
      dialog: dialogs.length ? text(dialogs.at(-1)!.querySelector('h2')) : null,
      controls,
    };
  });

export const handleOf = async (page: Page, control: Control): Promise<ElementHandle<HTMLElement>> =>
  (await page.evaluateHandle((index) => (globalThis as any).walkControls[index], control.index)).asElement() as ElementHandle<HTMLElement>;

/** What the page says when it has given up; "" while it hasn't. */
export const fatalText = (page: Page): Promise<string> => inPage(page, () => document.getElementById('fatal')?.innerText ?? '');

/** What on the page says that something is under way. */
export const busyParts = (page: Page): Promise<string[]> =>
  inPage(page, () => {
    const busy = [...document.querySelectorAll('[aria-busy=true]')].map((element) => element.closest('section, form, dialog, main')?.getAttribute('aria-label') ?? element.className);
    const words = /(Saving|Checking|Sending your request|Saving your change|Saving your profile image|Signing out|Checking who is signed in)…/.exec(document.body?.textContent ?? '');
    return words ? [...busy, words[0]] : busy;
  });
