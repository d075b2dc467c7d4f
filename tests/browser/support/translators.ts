// Page translators as they change a page, each in its own way, and what a person reads then. A translation is the text between
// two marks that neither people nor Playwright's locators see, so that translated pages are found and compared as others are.
import type { Page } from '@playwright/test';

export const translators = {
  /** Google's: a text becomes <font><font>text</font></font>; what the page marks is left out. */
  respectful: 'replaces each text that may be translated',
  replace: 'replaces each text',
  merge: 'joins neighboring texts in one element, and drops the comments between them',
  wrap: 'moves each text into an element and writes into it there',
  rewrite: 'writes into the texts: all of an element into the first, nothing into the others',
  rebuild: 'takes everything out of an element, and puts it in again with new texts and without comments',
  block: 'writes one text in the place of all that an element with a text holds',
  beside: 'leaves each text and adds its own behind it',
  slow: 'replaces each text some time after it came, wherever it is then',
} as const;
export type Translator = keyof typeof translators;

/** Translates the page, and all that changes in it, from now on and after each load. */
export const translate = (page: Page, translator: Translator) =>
  page.addInitScript((translator) => {
    const skip = 'script, style, noscript, textarea, .made-by-translator' + (translator === 'respectful' ? ', [translate=no], .notranslate' : '');
    const isOpen = (text: Node): text is Text => text instanceof Text && !!text.data.trim() && !text.data.includes('\u200b\u00ad') && !!text.parentElement && !text.parentElement.closest(skip);
    const mark = (text: string) => `\u200b\u00ad${text}\u00ad\u200b`;
    const make = (text: string) => {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.className = 'made-by-translator';
      // Without room of its own: the page keeps its layout, and so the rows that it shows.
      if (translator === 'beside') outer.style.position = 'absolute';
      inner.append(mark(text));
      outer.append(inner);
      return outer;
    };
    const ways: Record<string, (text: Text, parent: Element) => void> = {
      replace: (text) => text.replaceWith(make(text.data)),
      slow: (text) => setTimeout(() => isOpen(text) && text.replaceWith(make(text.data)), 20),
      beside: (text, parent) => {
        for (const old of [...parent.children]) if (old.matches('.made-by-translator') && (old as any).source === text) old.remove();
        const font = make(text.data);
        (font as any).source = text;
        text.after(font);
      },
      wrap: (text) => {
        const font = document.createElement('font');
        font.className = 'made-by-translator';
        text.before(font);
        font.append(text);
        text.data = mark(text.data);
      },
      merge: (text, parent) => {
        const run: (Text | Comment)[] = [];
        for (let next: ChildNode | null = text; next instanceof Text || next instanceof Comment; next = next.nextSibling) run.push(next);
        parent.insertBefore(make(run.map((node) => (node instanceof Text ? node.data : '')).join('')), text);
        for (const node of run) parent.removeChild(node);
      },
      rewrite: (text, parent) => {
        const others = [...parent.childNodes].filter((node): node is Text => node instanceof Text && node !== text);
        // Only where nothing stands between: the order of what is read stays.
        if (parent.childElementCount) return void (text.data = mark(text.data));
        text.data = mark(text.data + others.map((other) => other.data.replace(/[\u200b\u00ad]/g, '')).join(''));
        for (const other of others) other.data = '';
      },
      rebuild: (_, parent) => {
        const nodes = [...parent.childNodes];
        for (const node of nodes) parent.removeChild(node);
        for (const node of nodes) {
          if (node instanceof Text) parent.append(node.data.trim() ? mark(node.data.replace(/[\u200b\u00ad]/g, '')) : node.data);
          else if (node instanceof Element) parent.append(node);
        }
      },
      block: (text, parent) => {
        if (parent.querySelector('button, input, a, select, details')) return text.replaceWith(make(text.data));
        parent.textContent = mark(parent.textContent!.replace(/[\u200b\u00ad]/g, ''));
      },
    };
    const way = ways[translator === 'respectful' ? 'replace' : translator]!;
    const translateIn = (node: Node) => {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const texts = node instanceof Text ? [node] : [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) if (text.isConnected && isOpen(text)) way(text, text.parentElement!);
    };
    new MutationObserver((records) => {
      const changed = new Set(records.flatMap(({ type, target, addedNodes }) => (type === 'characterData' ? [target] : [...addedNodes])));
      for (const node of changed) if (node.isConnected) translateIn(node);
    }).observe(document, { childList: true, characterData: true, subtree: true });
  }, translator);

/** All that is rendered, without the marks of a translation and without spaces. */
export const textSeen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let seen = '';
    const strip = (text: string) => text.replace(/[\u200b\u00ad\s]/g, '');
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const [parent, font] = [text.parentElement!, text.parentElement!.closest('font') as any];
      if (!parent.checkVisibility() || parent.closest('script, style, noscript')) continue;
      let beside = font;
      while (beside && !beside.source) beside = beside.parentElement;
      // A translation that stands beside its text says the same.
      if (!beside) seen += strip(text.data);
      else if (strip(beside.source.data) !== strip(text.data) || !beside.source.isConnected) seen += ` STALE: ${text.data} `;
    }
    return seen;
  });

/** How many texts on the page are translated. */
export const countTranslated = (page: Page): Promise<number> => page.evaluate(() => document.body.textContent!.split('\u200b\u00ad').length - 1);
