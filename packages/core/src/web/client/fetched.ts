/**
 * Parts of a page that wait for somebody else: an element with `data-fetch-url` is filled with that fragment of HTML once
 * the page is there. Without a script, or when the fetch fails, what stands in it stays: a link to the same on a page of
 * its own.
 */
export function startFetched(): void {
  for (const target of document.querySelectorAll<HTMLElement>('[data-fetch-url]')) void fill(target);
}

async function fill(target: HTMLElement): Promise<void> {
  target.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(target.dataset['fetchUrl'] ?? '', { headers: { Accept: 'text/html' } });
    // One of our own templates, escaped on the server like any page.
    if (response.ok && !response.redirected) target.innerHTML = await response.text();
  } catch {
    // The link is there still.
  }
  target.removeAttribute('aria-busy');
}
