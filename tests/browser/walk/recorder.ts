// What the page claims: announcements, the status of the access form, alerts, and the rows of a bulk edit, each as soon as it
// appears. Runs in the page, before its scripts.

export interface Claim {
  source: 'announced' | 'status' | 'alert' | 'row';
  text: string;
  path: string;
  /** The address of the access that a row is about. */
  href?: string;
}

export const record = (): void => {
  const report = (claim: object) => (globalThis as any).walkClaim?.(JSON.stringify({ path: location.pathname, ...claim }));
  const text = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  let status = '';
  let rows = new Map<string, string>();
  const alerts = new WeakSet<Element>();
  new MutationObserver((records) => {
    const spoken = new Set<Element>();
    for (const { target, type, addedNodes } of records) {
      if (type === 'childList' && addedNodes.length === 0) continue;
      const element = target instanceof Element ? target : target.parentElement;
      const log = element?.closest('[role=log]');
      if (log && element !== log) spoken.add(element!.closest('p') ?? element!);
    }
    for (const element of spoken) if (text(element)) report({ source: 'announced', text: text(element) });
    const saved = text(document.querySelector('form[aria-label="Edit access"] [role=status] p'));
    if (saved !== status && saved) report({ source: 'status', text: saved });
    status = saved;
    for (const alert of document.querySelectorAll('[role=alert]')) {
      if (alerts.has(alert) || !text(alert)) continue;
      alerts.add(alert);
      report({ source: 'alert', text: text(alert) });
    }
    const now = new Map<string, string>();
    for (const row of document.querySelectorAll('ul[aria-label=Results] > li')) {
      const href = row.querySelector('a')?.getAttribute('href') ?? '';
      const state = text(row.children[1]);
      now.set(href, state);
      if (rows.get(href) !== state) report({ source: 'row', text: state, href });
    }
    rows = now;
  }).observe(document, { subtree: true, childList: true, characterData: true });
};
