import { isError } from '../kernel/errors.js';

/** How many are listed at a time. */
const atOnce = 200;

/**
 * Runs a command for each of those that are due, until none are. One that fails with an error of `overtaken` is passed
 * over: somebody was faster.
 */
export async function runDue(
  list: (limit: number) => Promise<readonly string[]>,
  run: (id: string) => Promise<unknown>,
  overtaken: readonly { readonly code: string }[],
): Promise<void> {
  for (;;) {
    const due = await list(atOnce);
    for (const id of due) await unlessOvertaken(() => run(id), overtaken);
    if (due.length < atOnce) return;
  }
}

/** Lets work fail because somebody was faster. */
export async function unlessOvertaken(
  work: () => Promise<unknown>,
  overtaken: readonly { readonly code: string }[],
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!overtaken.some(({ code }) => isError(error, code))) throw error;
  }
}
