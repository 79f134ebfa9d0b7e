import { z } from 'zod';
import { defineQuery } from '../../kernel/query.js';
import type { ServiceDefinition } from '../../services/index.js';
import { definitionOf } from '../definitions.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Case } from '../types.js';

/** A case with the form that it was logged with. */
export interface CaseToEdit {
  readonly case: Case;
  readonly definition: ServiceDefinition;
}

export const getCaseToEdit = defineQuery({
  name: 'cases.get-case-to-edit',
  permission: 'cases.edit',
  input: z.strictObject({ reference: z.string().min(1).max(100) }),
  run: async (context, address): Promise<CaseToEdit> => {
    const found = await lookUp(context, address);
    await refuseUnlessOpen(context, found);
    context.shown(found.authorityId, 'case', [found.id]);
    return { case: found, definition: await definitionOf(context.db, found.serviceVersionId) };
  },
});
