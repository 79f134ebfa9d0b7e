import { expect } from 'chai';
import { AppError } from '#core/kernel/errors.js';

/** Refusals that say no more than that there is nothing here for this person. */
export const refusals = ['not_found', 'not_allowed', 'bad_input', 'nothing_to_take'];

/** What somebody gets to see: the answer, or the refusal. */
export async function answerOf(work: Promise<unknown>, allowed: readonly string[] = refusals): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(allowed).to.include(error.code);
    return [error.message, error.faults, error.facts];
  }
}

/** What a command was refused with; undefined: it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<AppError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
