import { AppError } from '../../kernel/errors.js';

/** The error that some work ends with. @throws when it succeeds, or fails with something that isn't ours */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it succeeded');
}

/** `field: message` of each fault. */
export async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  return (await errorOf(work)).faults.map(({ field, message }) => `${field}: ${message}`);
}
