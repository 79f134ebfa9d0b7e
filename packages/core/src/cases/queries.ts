import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { caseErrors } from './case-errors.js';
import { describe } from './definitions.js';
import { parseCaseReference } from './reference.js';
import { findCase, findCaseByReference, listCasesByOldReference } from './repository.js';
import { refuseUnlessOpen } from './restricted/restricted-access.js';
import type { Case, DescribedCase } from './types.js';

/** A case by its id or by a reference: ours in any spelling, or one that an older system gave. */
export const CaseAddress = z.union([
  z.strictObject({ id: uuidField }),
  z.strictObject({ reference: z.string().trim().min(1).max(100) }),
]);
export type CaseAddress = z.infer<typeof CaseAddress>;

/**
 * A case, its state in words.
 * @throws not_found; several_cases when an old reference is not unique (`facts.references`); case_reason_needed
 */
export const getCase = defineQuery({
  name: 'cases.get-case',
  permission: 'cases.read',
  input: CaseAddress,
  run: async (context, address): Promise<DescribedCase> => {
    const found = await lookUp(context, address);
    await refuseUnlessOpen(context, found);
    context.shown(found.authorityId, 'case', [found.id]);
    return await describe(context.db, found);
  },
});

/** The case at an address. @throws not_found, several_cases */
export async function lookUp({ db }: Pick<QueryContext, 'db'>, address: CaseAddress): Promise<Case> {
  const found = 'id' in address ? await findCase(db, address.id) : await lookUpReference(db, address.reference);
  if (!found) throw notFound();
  return found;
}

async function lookUpReference(db: QueryContext['db'], typed: string): Promise<Case | undefined> {
  const reference = parseCaseReference(typed);
  const ours = reference === undefined ? undefined : await findCaseByReference(db, reference);
  if (ours) return ours;
  const [first, ...others] = await listCasesByOldReference(db, typed);
  if (others.length === 0 || first === undefined) return first;
  throw caseErrors.severalCases({ facts: { references: [first, ...others].map((each) => each.reference) } });
}
