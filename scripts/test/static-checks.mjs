import { buildAssets, assetsAreStale, compile, removeStaleOutput } from '../build.mjs';
import { run } from '../setup/run.mjs';

const node = process.execPath;

/** Checks that read the sources. Each counts as one test. */
export const staticChecks = [
  check('Lint', () => run(node, ['node_modules/oxlint/bin/oxlint', '--deny-warnings'])),
  check('Formatting', () => run(node, ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'])),
  check('Templates', () => run(node, ['scripts/check-templates.mjs'])),
];

/** Also compiles what the tests run: TypeScript writes its output even where types are wrong. */
export const typeCheck = check('Types', async () => {
  removeStaleOutput();
  return compile();
});

export const assets = check('Style sheets and scripts', async () => {
  if (assetsAreStale()) await buildAssets();
  return { code: 0, output: '' };
});

function check(title, command) {
  const work = async () => {
    const { code, output } = await command();
    return code === 0 ? { passed: 1 } : { failed: 1, output };
  };
  return { title, work };
}
