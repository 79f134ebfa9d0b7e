import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { endFactRow, findFact } from '../facts-repository.js';
import { factName } from './set-fact.js';

/** From now on nothing is said of this: the subscription lapsed, the zone was abolished. */
export const endFact = defineCommand({
  name: 'places.end-fact',
  permission: 'places.manage',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    placeId: uuidField,
    fact: factName,
    expectedVersion: versionField,
  }),
  run: async ({ db, now, audit, emit }, { authorityId, placeId, fact, expectedVersion }) => {
    const held = await findFact(db, authorityId, placeId, fact);
    if (!held || held.ended) throw notFound();
    const { version } = held.fact;
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    await endFactRow(db, held.fact, now);
    await audit({ authorityId, subject: { kind: 'property', id: placeId }, details: { fact } });
    await emit({ authorityId, topic: 'property-fact.ended', subjectId: placeId, payload: { fact } });
    return { placeId, fact, version: version + 1 };
  },
});
