import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

/** What went wrong in pages without anyone seeing it: errors of scripts, resources that failed, breaches of the policy. */
export interface Faults {
  readonly found: readonly string[];
}

/** Listens to every page that the context opens, from now on. */
export function listenForFaults(context: BrowserContext): Faults {
  const found: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (isFault(page, message)) found.push(`${page.url()}: ${message.text()} ${message.location().url}`);
    });
  });
  return { found };
}

/** Chromium also logs the page's own status when that is an error, which is what a test may have asked for. */
function isFault(page: Page, message: ConsoleMessage): boolean {
  if (message.type() !== 'error') return false;
  const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status of');
  return !(isStatus && isDocument(page, message.location().url));
}

function isDocument(page: Page, url: string): boolean {
  const path = (address: string): string => new URL(address, 'http://nowhere').pathname;
  return page.url() === 'about:blank' || path(url) === path(page.url());
}
