const LOOK_EVERY_MS = 15_000;

/**
 * `[data-gone-in]` holds in how many milliseconds a part of the page ceases to be true; it is then taken away, however
 * long the page has been open. Told as a duration, so that a wrong clock in the browser does no harm.
 */
export function startExpiry(): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-gone-in]')].map((part) => ({
    part,
    goneAt: Date.now() + Number(part.dataset['goneIn']),
  }));
  if (parts.length === 0) return;
  const look = (): void => {
    for (const { part, goneAt } of parts) if (Date.now() >= goneAt) part.remove();
  };
  // A machine that slept, or a page brought back by the Back button, looks before anybody reads.
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.setInterval(look, LOOK_EVERY_MS);
}
