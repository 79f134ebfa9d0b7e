import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.js';
import {
  makePartnership,
  servePartnership,
  type MadePartnership,
  type Partnership,
  type Settings,
} from './partnership.js';

/** What all journeys share: making the partnership takes some seconds. */
interface Shared {
  readonly made: MadePartnership;
  readonly partnership: Partnership;
  readonly browser: Browser;
}

let shared: Shared | undefined;

/** Mocha runs this once before the journeys, and `mochaGlobalTeardown` after them. */
export async function mochaGlobalSetup(): Promise<void> {
  const executable = process.env['MOOTHALL_TEST_CHROMIUM'];
  if (!executable) throw new Error('MOOTHALL_TEST_CHROMIUM names no browser. npm test names it.');
  try {
    const made = await makePartnership();
    shared = { made, partnership: await servePartnership(made), browser: await launchChromium(executable) };
  } catch (error) {
    // What was opened so far would keep mocha waiting for ever.
    console.error(error);
    process.exit(1);
  }
}

export async function mochaGlobalTeardown(): Promise<void> {
  await shared?.browser.close();
  await shared?.partnership.stop();
  shared?.made.remove();
}

/** The partnership that the journeys share: another journey's work may be in it. */
export function partnership(): Partnership {
  return opened().partnership;
}

/** Another partnership, as the shared one was before the first journey: for journeys that move its clock or its settings. */
export function ownPartnership(settings: Settings = {}): Promise<Partnership> {
  return servePartnership(opened().made, settings);
}

export function browser(): Browser {
  return opened().browser;
}

function opened(): Shared {
  if (!shared) throw new Error('The journeys need what fixtures.js sets up: run them with npm test.');
  return shared;
}
