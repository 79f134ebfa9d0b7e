import { z } from 'zod';
import { listMembers, type TeamMember } from '../../directory/index.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { allowedTransitions, findStatus, type ServiceDefinition } from '../../services/index.js';
import { bulkAtMost } from './bulk-input.js';
import { listBulkChanges, type MadeChange } from './bulk-repository.js';
import { caseErrors } from '../case-errors.js';
import { definitionOf } from '../definitions.js';
import { showCases } from '../list-queries.js';
import { listCasesById } from '../lists-repository.js';
import type { DescribedSummary } from '../types.js';

/** A step of a lifecycle, and how many of the chosen cases can take it from where they are. */
export interface SharedMove {
  readonly event: string;
  readonly label: string;
  readonly count: number;
  readonly closes: boolean;
}

/** Cases that were chosen together, and what can be done to them. */
export interface ChosenCases {
  readonly cases: readonly DescribedSummary[];
  /** The step that most of them can take first. */
  readonly moves: readonly SharedMove[];
  /** Of all their services, for moves that close. */
  readonly outcomes: readonly { readonly key: string; readonly label: string }[];
  /** Of all their teams. */
  readonly members: readonly TeamMember[];
}

/** Cases by their ids, for changing them together. Ids that are nobody's, or out of reach, are left out. */
export const listChosenCases = defineQuery({
  name: 'cases.list-chosen-cases',
  permission: 'cases.change-many',
  input: z.strictObject({ ids: z.array(uuidField).max(bulkAtMost) }),
  run: async (context, { ids }): Promise<ChosenCases> => {
    const cases = await showCases(context, await listCasesById(context.db, ids));
    const open = cases.filter(({ veiled }) => !veiled);
    const definitions = await Promise.all(
      open.map(async (each) => ({ status: each.status, ...(await definitionOf(context.db, each.serviceVersionId)) })),
    );
    return {
      cases,
      moves: sharedMoves(definitions),
      outcomes: distinct(definitions.flatMap(({ outcomes }) => outcomes.map(({ key, label }) => ({ key, label })))),
      members: await membersOf(
        context,
        cases.map(({ teamId }) => teamId),
      ),
    };
  },
});

/** What was done to a case, as far as it can be undone. */
export type UndoableChange = Pick<MadeChange, 'caseId' | 'does'>;

/**
 * The cases of a batch of the actor's own that can still be put back.
 * @throws not_found for a batch that isn't the actor's; already_undone when none is left
 */
export const listUndoable = defineQuery({
  name: 'cases.list-undoable',
  permission: 'cases.change-many',
  input: z.strictObject({ batchId: uuidField }),
  run: async ({ db, actor }, { batchId }): Promise<UndoableChange[]> => {
    const own = actor.kind === 'staff' ? await listBulkChanges(db, batchId, actor.staffId) : [];
    if (own.length === 0) throw notFound({}, 'There is nothing left to undo. Go back to the queue.');
    const left = own.filter(({ isUndone }) => !isUndone);
    if (left.length === 0) throw caseErrors.undone();
    return left.map(({ caseId, does }) => ({ caseId, does }));
  },
});

type Placed = Pick<ServiceDefinition, 'lifecycle'> & { readonly status: string };

/** The same event of several lifecycles is one step, in the words of the first. */
export function sharedMoves(cases: readonly Placed[]): SharedMove[] {
  const moves = new Map<string, SharedMove>();
  for (const { lifecycle, status } of cases)
    for (const { event, label, to } of allowedTransitions(lifecycle, status)) {
      const closes = findStatus(lifecycle, to)?.kind === 'closed';
      const known = moves.get(event);
      if (known) moves.set(event, { ...known, count: known.count + 1, closes: known.closes || closes });
      else moves.set(event, { event, label, count: 1, closes });
    }
  return [...moves.values()].sort((a, b) => b.count - a.count);
}

function distinct<T extends { readonly key: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [one.key, one])).values()];
}

async function membersOf({ db }: QueryContext, teamIds: readonly string[]): Promise<TeamMember[]> {
  const members = new Map<string, TeamMember>();
  for (const teamId of new Set(teamIds))
    for (const member of await listMembers(db, teamId)) members.set(member.personId, member);
  return [...members.values()];
}
