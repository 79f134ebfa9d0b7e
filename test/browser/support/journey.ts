import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { freshDesks, type Desk, type DeskOptions, type DeskSource } from './desk.js';

/** Opens desks that are closed when the journey ends. */
export type OpenDesk = (options?: DeskOptions) => Promise<Desk>;

const failures = path.resolve(import.meta.dirname, '../../../browser-failures');

/**
 * A test in real Chromium. It also fails when a page that it opened logged an error or broke the content security
 * policy. When it fails, pictures of the pages are kept.
 */
export function journey(
  title: string,
  steps: (open: OpenDesk) => Promise<void>,
  source: DeskSource = freshDesks,
): void {
  it(title, async () => {
    const desks: Desk[] = [];
    const open: OpenDesk = async (options) => {
      const desk = await source.open(options);
      desks.push(desk);
      return desk;
    };
    try {
      await steps(open);
      expect(
        desks.flatMap(({ faults }) => faults.found),
        'errors in the browser’s console',
      ).to.deep.equal([]);
    } catch (error) {
      await keepPictures(title, desks);
      throw error;
    } finally {
      await Promise.all(desks.map((desk) => source.close(desk)));
    }
  });
}

async function keepPictures(title: string, desks: readonly Desk[]): Promise<void> {
  mkdirSync(failures, { recursive: true });
  const stem = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80);
  const pages = desks.flatMap(({ context }) => context.pages());
  for (const [index, page] of pages.entries()) {
    const file = path.join(failures, `${stem}-${index + 1}.png`);
    const isKept = await page.screenshot({ path: file, fullPage: true }).then(
      () => true,
      () => false,
    );
    if (isKept) console.log(`  Picture of ${page.url()}: ${path.relative(process.cwd(), file)}`);
  }
}
