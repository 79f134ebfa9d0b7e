const RELEASE_AFTER_MS = 15_000;

/** A second press on a form that is being sent does nothing. Released when the page comes back, or after 15 seconds. */
export function startBusy(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === 'dialog' || event.defaultPrevented) return;
    if ('download' in form.dataset) return; // the page stays, so nothing would release it
    if (form.getAttribute('aria-busy') === 'true') return event.preventDefault();
    form.setAttribute('aria-busy', 'true');
    window.setTimeout(() => form.removeAttribute('aria-busy'), RELEASE_AFTER_MS);
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
  });
}
