import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** The script that looks at a page. A browser that is given it at the outset has it on every page it opens. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What the colours can change; everything else is as in light. */
const colourRules = ['color-contrast', 'link-in-text-block'];
/** What rules need before they run. None of these reads style sheets, which axe would otherwise take apart as well. */
const preload = { assets: ['media'] };

/** What axe finds on the page as it stands, in light and, unless told otherwise, in dark: `dark: color-contrast at .pill: …`. */
export async function accessibilityFaults(page: Page, { inDark = true } = {}): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.evaluate(axeSource);
  const light = await violations(page, { runOnly: tags });
  return [...light.map((fault) => `light: ${fault}`), ...(inDark ? await darkFaults(page) : [])];
}

async function darkFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, { runOnly: colourRules });
  await page.emulateMedia({ colorScheme: 'light' });
  return dark.map((fault) => `dark: ${fault}`);
}

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const results = await page.evaluate<AxeResults, RunOptions>(
    (chosen) => (globalThis as unknown as { axe: typeof Axe }).axe.run(document, chosen),
    { ...options, resultTypes: ['violations'], preload },
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n').join(' ')}`,
    ),
  );
}
