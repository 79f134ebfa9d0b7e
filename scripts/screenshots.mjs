#!/usr/bin/env node
// Takes the README's picture of the call page, in the demo's partnership: node scripts/screenshots.mjs
// Needs a built checkout and Chromium (MOOTHALL_TEST_CHROMIUM names another than Debian's).
import { existsSync, statSync } from 'node:fs';
import { inCheckout } from './setup/checkout.mjs';

const picture = inCheckout('docs/images/desk.png');
const largestBytes = 200_000;
const support = inCheckout('.build/test/browser/support');
if (!existsSync(support)) fail('Build first: npm run build');

process.env.MOOTHALL_TEST_CHROMIUM ??= '/usr/bin/chromium';
const { mochaGlobalSetup: start, mochaGlobalTeardown: stop, partnership } = await import(`${support}/fixtures.js`);
const { freshDesks } = await import(`${support}/desk.js`);
const { takeCall, pressThrough } = await import(`${support}/call-page.js`);
const { callerCollectedOn } = await import(`${support}/records.js`);

await start();
try {
  const desk = await freshDesks.open({ as: 'tom.beddoes', viewport: { width: 1280, height: 720 } });
  await showCall(desk);
  await desk.page.screenshot({ path: picture });
} finally {
  await stop();
}
const { size } = statSync(picture);
if (size > largestBytes) fail(`The picture has ${size} bytes, more than ${largestBytes}: show less on it.`);
console.log(`docs/images/desk.png: ${size} bytes`);

/** A caller whose identity is checked, the script that answers them, and what the adviser noted. */
async function showCall(desk) {
  const { telephone } = await callerCollectedOn(partnership(), { authority: 'dunmere', on: '2026-11-13' });
  await takeCall(desk, { caller: telephone, called: '01632 960011' });
  await pressThrough(desk, 'i');
  await pressThrough(desk, 'Enter');
  await desk.hands.press('r');
  await desk.hands.type('bin not emptied on friday');
  await pressThrough(desk, 'Enter');
  await desk.hands.press('m');
  await desk.hands.type('Black bin, out before 7am.');
  await desk.hands.press('Escape');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
