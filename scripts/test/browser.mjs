import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { install, installCommand, mayInstall } from './debian.mjs';
import { runMocha } from './mocha.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Journeys in a real browser. Without one they are skipped loudly; in continuous integration that is a failure. */
export async function runBrowserJourneys(words) {
  if (!findChromium() && mayInstall()) await install('chromium');
  const chromium = findChromium();
  if (chromium) {
    const journeys = ['.build/test/browser/**/*.test.js', '--require', './.build/test/browser/support/fixtures.js'];
    const env = { MOOTHALL_TEST_CHROMIUM: chromium };
    return runMocha([...journeys, '--timeout', '60000', ...words], env, { prints: 'at its end' });
  }
  const advice = `There is no Chromium here, so no journey was tested. Run this as root:\n  ${installCommand('chromium')}`;
  return process.env.CI ? { failed: 1, output: advice } : { skipped: 1, loudly: advice };
}

function findChromium() {
  if (process.env.MOOTHALL_TEST_CHROMIUM) return process.env.MOOTHALL_TEST_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
