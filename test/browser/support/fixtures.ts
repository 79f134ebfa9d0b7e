import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { startPartnership, type Partnership } from './partnership.js';

/** What all journeys share: making the partnership takes some seconds. */
interface Shared {
  readonly partnership: Partnership;
  readonly browser: Browser;
}

let shared: Shared | undefined;

/** Mocha runs this once before the journeys, and `mochaGlobalTeardown` after them. */
export async function mochaGlobalSetup(): Promise<void> {
  const executable = process.env['MOOTHALL_TEST_CHROMIUM'];
  if (!executable) throw new Error('MOOTHALL_TEST_CHROMIUM names no browser. npm test names it.');
  const [partnership, browser] = await Promise.all([startPartnership(), launchChromium(executable)]);
  shared = { partnership, browser };
}

export async function mochaGlobalTeardown(): Promise<void> {
  await shared?.browser.close();
  await shared?.partnership.stop();
}

/** The partnership that the journeys share: another journey's work may be in it. */
export function partnership(): Partnership {
  return opened().partnership;
}

export function browser(): Browser {
  return opened().browser;
}

function opened(): Shared {
  if (!shared) throw new Error('The journeys need what fixtures.js sets up: run them with npm test.');
  return shared;
}
