// What a screen reader would speak. One rule for every page.
//
// - Only the nearest live region counts, and `aria-live="off"` silences it.
// - A log speaks the part that changed; a status or an alert, which are atomic, the whole region, once per update.
// - An alert also speaks when it appears. A status that appears doesn't: screen readers miss a region that arrives with its text.
// - A repeated sentence counts again; text that is only removed says nothing.
import type { Page } from '@playwright/test';

/** Starts recording; call it once per document. */
export const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const announcements: string[] = ((globalThis as any).announcements = []);
    new MutationObserver((records) => {
      const changed = new Set<Element>();
      for (const { type, target, addedNodes } of records) {
        if (type === 'childList' && addedNodes.length === 0) continue;
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[role=log], [role=status], [role=alert], [aria-live]');
        if (region) changed.add(region.matches('[role=log]') ? element! : region);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const added of [node, ...node.querySelectorAll('*')]) if (added.matches('[role=alert]')) changed.add(added);
        }
      }
      for (const element of changed) {
        const text = element.textContent?.trim();
        const live = element.closest('[role=log], [role=status], [role=alert], [aria-live]');
        if (text && element.isConnected && live?.getAttribute('aria-live') !== 'off') announcements.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

/** Every announcement since `listen`, in order. */
export const announced = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as any).announcements);
