import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import { findOutsideOf } from './outside-repository.js';
import type { OutsideCase, OutsideWord } from './outside-types.js';
import { listWords } from './words-repository.js';

/** What another system has of a case, and what was said both ways, the latest first. */
export interface OutsideToSee extends OutsideCase {
  readonly words: readonly OutsideWord[];
}

/** Undefined: the case went to no other system. @throws not_found; case_reason_needed */
export const getOutside = defineQuery({
  name: 'cases.get-outside',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, address): Promise<OutsideToSee | undefined> => {
    const found = await lookUp(context, address);
    await refuseUnlessOpen(context, found);
    context.shown(found.authorityId, 'case', [found.id]);
    return await readOutside(context.db, found.id);
  },
});

export async function readOutside(db: QueryContext['db'], caseId: string): Promise<OutsideToSee | undefined> {
  const outside = await findOutsideOf(db, caseId);
  return outside && { ...outside, words: await listWords(db, outside.id) };
}
