import type { Actor } from '../../kernel/actor.js';
import { AppError } from '../../kernel/errors.js';

/** A member of staff, as tests act for one. */
export type Staff = Actor & { kind: 'staff' };

/** An id that nothing has. */
export const absent = '00000000-0000-7000-8000-000000000000';

/** How work was refused: its code and the fields named; `done` when it wasn't. */
export function refusal(work: Promise<unknown>): Promise<{ code: string; fields: string[] }> {
  return work.then(
    () => ({ code: 'done', fields: [] }),
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, fields: error.faults.map((fault) => fault.field) };
    },
  );
}

export const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
