/**
 * `[data-counts]` holds the address that says how much waits behind places of the navigation, by their names:
 * `{ "work": "14" }`. A page doesn't wait for it, and the counts take no room that was not kept for them. They are asked
 * for again whenever the page is looked at again.
 */
export function startNavCounts(): void {
  const nav = document.querySelector<HTMLElement>('[data-counts]');
  if (!nav) return;
  const ask = async (): Promise<void> => {
    if (document.visibilityState === 'hidden') return;
    const answer = await fetch(nav.dataset['counts'] ?? '', { headers: { Accept: 'application/json' } });
    if (answer.ok && !answer.redirected) show(nav, (await answer.json()) as Readonly<Record<string, string>>);
  };
  // Without an answer the navigation goes on without counts.
  const askQuietly = (): void => void ask().catch(() => undefined);
  document.addEventListener('visibilitychange', askQuietly);
  askQuietly();
}

function show(nav: HTMLElement, counts: Readonly<Record<string, string>>): void {
  for (const place of nav.querySelectorAll<HTMLElement>('[data-count-of]')) {
    const text = counts[place.dataset['countOf'] ?? ''] ?? '';
    const number = place.querySelector('[data-number]');
    if (number && number.textContent !== text) number.textContent = text;
    place.hidden = text === '';
  }
}
