import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

export interface Weight {
  /** Everything that a first visit fetches, gzipped, in bytes. */
  readonly coldBytes: number;
  /** The page itself, gzipped, in bytes: what a later visit fetches. */
  readonly htmlBytes: number;
}

/** Loads a page and weighs what it fetches. The context must have an empty cache for `coldBytes` to mean anything. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.status() === 200) bodies.push(response.body());
  });
  const response = await page.goto(path, { waitUntil: 'networkidle' });
  if (!response) throw new Error(`${path} gave no answer`);
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  return {
    coldBytes: sizes.reduce((sum, size) => sum + size, 0),
    htmlBytes: gzipSync(await response.body()).length,
  };
}
