import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { install, installCommand, mayInstall } from './debian.mjs';
import { runMocha } from './mocha.mjs';

/** The same Chromium without the parts that draw on a screen: journeys in it take half the time. */
const withoutScreen = 'chromium-headless-shell';
const names = [withoutScreen, 'chromium', 'chromium-browser', 'google-chrome'];

/**
 * Journeys in a real browser, all or those of the files that are named. Without one they are skipped loudly; in
 * continuous integration that is a failure.
 */
export async function runBrowserJourneys(words, { files = ['.build/test/browser/**/*.test.js'], env = {} } = {}) {
  if (!process.env.MOOTHALL_TEST_CHROMIUM && !find([withoutScreen]) && mayInstall()) await installBrowser();
  const chromium = findChromium();
  if (chromium) {
    const settings = ['--require', './.build/test/browser/support/fixtures.js', '--timeout', '60000'];
    const withBrowser = { ...env, MOOTHALL_TEST_CHROMIUM: chromium };
    return runMocha([...files, ...settings, ...words], withBrowser, { prints: 'at its end' });
  }
  const advice = `There is no Chromium here, so no journey was tested. Run this as root:\n  ${installCommand(withoutScreen)}`;
  return process.env.CI ? { failed: 1, output: advice } : { skipped: 1, loudly: advice };
}

/** A machine that has another browser already goes on with that when Debian can't be reached. */
async function installBrowser() {
  await install(withoutScreen).catch((error) => {
    if (!findChromium()) throw error;
  });
}

const findChromium = () => process.env.MOOTHALL_TEST_CHROMIUM || find(names);

/** The first of the programs that the path leads to. */
function find(programs) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return programs.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
