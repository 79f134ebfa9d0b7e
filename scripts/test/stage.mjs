import { performance } from 'node:perf_hooks';

/**
 * What a stage resolves to: how many tests passed, failed and were skipped; `output` to print when something failed;
 * `loudly` what the reader must know about a skipped stage.
 */
const nothing = { passed: 0, failed: 0, skipped: 0, output: '', loudly: undefined };

/** Runs one stage. A stage that throws has failed; the ones after it still run. */
export async function runStage(title, work, { announce = true } = {}) {
  if (announce) console.log(`\n▸ ${title}`);
  const began = performance.now();
  const result = { title, ...nothing, ...(await settle(work)) };
  const sign = result.failed > 0 ? '✖' : result.loudly ? '!' : '✔';
  console.log(`${sign} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (result.failed > 0 && result.output) console.log(indent(result.output));
  return result;
}

/** Runs stages side by side, at most `atOnce`; their results come back in order. */
export async function runStages(stages, { atOnce }) {
  const results = [];
  const queue = [...stages.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, { title, work }] = next;
      results[index] = await runStage(title, work, { announce: false });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Prints what was skipped and what failed, then a line such as "812 passed, 0 failed", and ends the process. */
export function conclude(results) {
  const total = (outcome) => results.reduce((sum, result) => sum + result[outcome], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  const failed = results.filter((result) => result.failed > 0).map(({ title }) => title);
  for (const { title, loudly } of results) if (loudly) console.log(`\nSKIPPED: ${title}\n${loudly}`);
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exit(total('failed') > 0 ? 1 : 0);
}

async function settle(work) {
  try {
    return await work();
  } catch (error) {
    return { failed: 1, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const indent = (text) => text.trim().replace(/^/gm, '    ');
