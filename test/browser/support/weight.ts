import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

export interface Weight {
  /** Everything that a first visit fetches, gzipped, in bytes. */
  readonly coldBytes: number;
  /** The page itself, gzipped, in bytes: what a later visit fetches. */
  readonly htmlBytes: number;
}

/** The gzipped sizes of what never changes under its address. */
const assetSizes = new Map<string, number>();

/** Loads a page and weighs all that it asks for, as if nothing of it were kept from before. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  await page.waitForLoadState('load');
  const sizes: Promise<number>[] = [];
  let opened = false;
  const keep = (response: Response): void => {
    // What still arrives before the page itself belongs to the page before it, whose bodies are gone by now.
    opened ||= response.request().isNavigationRequest();
    if (opened && response.status() === 200) sizes.push(sizeOf(response));
  };
  page.on('response', keep);
  const response = await page.goto(path, { waitUntil: 'load' });
  if (!response) throw new Error(`${path} gave no answer`);
  page.off('response', keep);
  return {
    coldBytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
    htmlBytes: gzipSync(await response.body()).length,
  };
}

async function sizeOf(response: Response): Promise<number> {
  const known = assetSizes.get(response.url());
  if (known !== undefined) return known;
  const size = gzipSync(await response.body()).length;
  if (isUnchanging(response)) assetSizes.set(response.url(), size);
  return size;
}

function isUnchanging(response: Response): boolean {
  return response.headers()['cache-control']?.includes('immutable') === true;
}
