import { isError } from '../../kernel/errors.js';

/** Does something that may have been done, or become needless, meanwhile: these errors say so. */
export async function passOver(
  errors: readonly { readonly code: string }[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!errors.some(({ code }) => isError(error, code))) throw error;
  }
}
