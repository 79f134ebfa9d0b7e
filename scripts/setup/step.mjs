import { performance } from 'node:perf_hooks';

/** Prints what is being done, does it, and prints how long it took. Returns what `work` returns. */
export async function step(title, work) {
  const began = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  … ${title}`);
  else console.log(`  … ${title}`);
  const overwrite = process.stdout.isTTY ? '\r\u001b[K' : '';
  try {
    const result = await work();
    console.log(`${overwrite}  ✔ ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    console.log(`${overwrite}  ✖ ${title}`);
    throw error;
  }
}
