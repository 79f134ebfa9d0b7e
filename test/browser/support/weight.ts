import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

export interface Weight {
  /** Everything that a first visit fetches, gzipped, in bytes. */
  readonly coldBytes: number;
  /** The page itself, gzipped, in bytes: what a later visit fetches. */
  readonly htmlBytes: number;
}

/** Loads a page as if nothing of it were kept from before, and weighs what it fetches. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  await page.waitForLoadState('load');
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const bodies: Promise<Buffer>[] = [];
  let opened = false;
  const keep = (response: Response): void => {
    // What still arrives before the page itself belongs to the page before it, whose bodies are gone by now.
    opened ||= response.request().isNavigationRequest();
    if (opened && response.status() === 200) bodies.push(response.body());
  };
  page.on('response', keep);
  const response = await page.goto(path, { waitUntil: 'load' });
  if (!response) throw new Error(`${path} gave no answer`);
  page.off('response', keep);
  await session.detach();
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  return {
    coldBytes: sizes.reduce((sum, size) => sum + size, 0),
    htmlBytes: gzipSync(await response.body()).length,
  };
}
