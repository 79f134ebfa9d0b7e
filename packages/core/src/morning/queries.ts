import { z } from 'zod';
import { listEnquiries } from '../interactions/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { isInScope, narrowScope } from '../kernel/scope.js';
import { countUnacknowledged, listAcknowledged, listTeamNames, listUnacknowledged } from './repository.js';
import { inUrgency } from './rules.js';
import type { Work } from './types.js';

/** More than any night brings. The oldest are read, so that nothing is passed over for long. */
const readAtMost = 500;
const acknowledgedForMs = 7 * DAY_MS;

/** What other councils did for one by agreement, and how much of it nobody has acknowledged. */
export interface MorningList {
  readonly left: number;
  /** Still to be acknowledged, the most urgent first; else acknowledged within a week, the latest first. */
  readonly items: readonly Work[];
}

/** @throws not_found for a council that isn't the reader's */
export const listMorning = defineQuery({
  name: 'morning.list-morning',
  permission: 'morning.read',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    show: z.enum(['to-acknowledge', 'acknowledged']).default('to-acknowledge'),
  }),
  run: async (context, { authorityId, show }): Promise<MorningList> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const since = context.now - acknowledgedForMs;
    const list =
      show === 'to-acknowledge'
        ? await listUnacknowledged(db, authorityId, readAtMost)
        : await listAcknowledged(db, authorityId, { since, limit: readAtMost });
    const items = await withEnquiries(context, list);
    for (const { kind, subjectId } of items) context.shown(authorityId, kind, [subjectId]);
    const left = await countUnacknowledged(db, authorityId);
    return { left, items: show === 'to-acknowledge' ? inUrgency(items) : items };
  },
});

async function withEnquiries({ db }: QueryContext, list: readonly Work[]): Promise<Work[]> {
  const contacts = list.filter(({ kind }) => kind === 'interaction').map(({ subjectId }) => subjectId);
  const enquiries = await listEnquiries(db, contacts);
  const teams = enquiries.flatMap(({ passedToTeamId }) => passedToTeamId ?? []);
  const names = await listTeamNames(db, teams);
  return list.map((work) =>
    work.kind !== 'interaction'
      ? work
      : {
          ...work,
          enquiries: enquiries
            .filter(({ interactionId }) => interactionId === work.subjectId)
            .map(({ words, outcome, passedToTeamId }) => ({
              ...{ words, outcome },
              passedTo: passedToTeamId === null ? null : (names.get(passedToTeamId) ?? null),
            })),
        },
  );
}
