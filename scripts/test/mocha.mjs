import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { inCheckout, readJson, root } from '../setup/checkout.mjs';

let runs = 0;
const groups = new Set();
process.on('exit', () => groups.forEach(endGroup));

/**
 * Runs mocha with these arguments, and resolves to its counts. What it says is printed as it comes or, so that two runs
 * don't print into one another, at its end.
 */
export async function runMocha(words, env = {}, { prints = 'as it comes' } = {}) {
  const results = inCheckout(`.build/mocha-results-${process.pid}-${++runs}.json`);
  mkdirSync(inCheckout('.build'), { recursive: true });
  const program = [
    inCheckout('node_modules/mocha/bin/mocha.js'),
    '--reporter',
    inCheckout('scripts/test/reporter.cjs'),
  ];
  const code = await runInGroup([...program, ...words], { ...env, MOOTHALL_TEST_RESULTS: results }, prints);
  if (!existsSync(results)) return { failed: 1, output: `mocha ended with code ${code} before it had finished.` };
  const { passed, failed, skipped } = readJson(results);
  rmSync(results);
  if (failed === 0 && code !== 0) return { passed, skipped, failed: 1, output: `mocha ended with code ${code}.` };
  return { passed, failed, skipped };
}

/** In a process group of its own, so that servers and browsers which tests have started end with it. */
function runInGroup(words, env, prints) {
  const said = prints === 'at its end' ? inCheckout(`.build/mocha-says-${process.pid}-${runs}.txt`) : undefined;
  const out = said === undefined ? 'inherit' : openSync(said, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
      detached: true,
    });
    groups.add(child.pid);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      endGroup(child.pid);
      groups.delete(child.pid);
      if (said !== undefined) printAndRemove(said, out);
      resolve(code ?? signal);
    });
  });
}

function printAndRemove(file, descriptor) {
  closeSync(descriptor);
  process.stdout.write(readFileSync(file));
  rmSync(file);
}

function endGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
