import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { getPlace } from '../repository.js';
import { findFact, insertFacts, updateFact } from '../facts-repository.js';

export const newerFactKnown = defineError(
  'newer_fact_known',
  409,
  'A newer value of this fact is held already. Read it, and send yours with the time at which it was true.',
);

/** The name of a fact: `collection-day`. */
export const factName = line(60).regex(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  'Write the fact in small letters joined by hyphens, such as collection-day',
);

/**
 * Says what holds of a property, as of a time. An older value never takes the place of a newer one, so systems may send
 * theirs in any order; a person who edits sends the version that they saw (0: there was none).
 */
export const setFact = defineCommand({
  name: 'places.set-fact',
  permission: 'places.manage',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    placeId: uuidField,
    fact: factName,
    value: line(500),
    source: line(120),
    asOfAt: z.number().int().min(0).optional(),
    expectedVersion: z.coerce.number().int().min(0).optional(),
  }),
  run: async ({ db, now, newId, audit, emit }, { authorityId, placeId, expectedVersion, ...given }) => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    await getPlace(db, placeId);
    const asOfAt = given.asOfAt ?? now;
    if (asOfAt > now) throw badInput({ faults: [{ field: 'asOfAt', message: 'Give a time that has passed' }] });
    const held = await findFact(db, authorityId, placeId, given.fact);
    const version = held?.fact.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version) throw staleVersion({ facts: { version } });
    if (held && held.fact.asOfAt > asOfAt) throw newerFactKnown({ facts: { asOfAt: held.fact.asOfAt } });
    const draft = { placeId, fact: given.fact, value: given.value, source: given.source, asOfAt };
    if (held) await updateFact(db, held.fact, draft, null);
    else await insertFacts(db, authorityId, [draft], null, newId);
    await audit({
      authorityId,
      subject: { kind: 'property', id: placeId },
      details: { fact: given.fact, asOfAt },
      personal: { value: given.value },
    });
    await emit({ authorityId, topic: 'property-fact.set', subjectId: placeId, payload: { fact: given.fact } });
    return { placeId, fact: given.fact, version: version + 1 };
  },
});
