import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { isInScope, type AuthorityId } from '../../kernel/scope.js';
import { getPlace, listPlaceAuthorities } from '../repository.js';
import { endResponsibility, insertResponsibility, listResponsibilitiesFor } from '../responsibilities-repository.js';
import { areaKey, type Area } from '../rules.js';

const AreaInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('place'), placeId: uuidField }),
  z.strictObject({ kind: z.literal('ward'), authorityId: z.coerce.number().int(), ward: line(60) }),
  z.strictObject({ kind: z.literal('authority'), authorityId: z.coerce.number().int() }),
]);

const firstDay = line(40).transform((text, context) => {
  const day = parseLocalDate(text, { label: 'first day' });
  if (day.ok) return day.value;
  context.addIssue({ code: 'custom', message: day.message });
  return z.NEVER;
});

/**
 * Says who answers for a service in an area from a day on (without one: from today). What was in force there ends that
 * day; the record of who answered before stays.
 */
export const setResponsibility = defineCommand({
  name: 'places.set-responsibility',
  permission: 'places.manage',
  input: z.strictObject({
    area: AreaInput,
    /** A service's key, or `*` for every service of the authority's tier. */
    serviceKey: z.string().regex(/^(\*|[a-z][a-z0-9-]{0,79})$/, 'Choose a service, or * for all'),
    responsibleAuthorityId: z.coerce.number().int(),
    fromOn: optional(firstDay),
  }),
  run: async ({ db, kernel, now, newId, audit, emit }, { area, serviceKey, responsibleAuthorityId, fromOn }) => {
    const authorityId = await ownerOf(db, area);
    const members = await listAuthorities(kernel);
    const responsible = members.find(({ id, kind }) => id === responsibleAuthorityId && kind === 'authority');
    if (!responsible)
      throw badInput({
        faults: [{ field: 'responsibleAuthorityId', message: 'Choose a council of this installation' }],
      });
    const from = fromOn ?? localDateAt(now);
    const key = areaKey(area);
    for (const rule of await listResponsibilitiesFor(db, key, serviceKey)) {
      const isReplaced =
        (rule.toOn === null || rule.toOn > from) && (serviceKey !== '*' || rule.authorityId === responsible.id);
      if (isReplaced) await endResponsibility(db, rule.id, rule.fromOn > from ? rule.fromOn : from);
    }
    const id = newId();
    const rule = {
      id,
      areaKind: area.kind,
      area: key,
      serviceKey,
      authorityId: responsible.id,
      fromOn: from,
      toOn: null,
    };
    await insertResponsibility(db, rule);
    const details = { area: key, serviceKey, responsible: responsible.id, fromOn: from };
    await audit({ authorityId, subject: { kind: 'responsibility', id }, details });
    await emit({ authorityId, topic: 'responsibility.set', subjectId: id, payload: details });
    return { id };
  },
});

/** The authority of the actor's in whose area it lies. @throws not_found */
async function ownerOf(db: Reads, area: Area): Promise<AuthorityId> {
  if (area.kind !== 'place') {
    if (isInScope(db.scope, area.authorityId)) return area.authorityId;
    throw notFound();
  }
  await getPlace(db, area.placeId);
  const own = (await listPlaceAuthorities(db, area.placeId)).find((id) => isInScope(db.scope, id));
  if (own === undefined) throw notFound();
  return own;
}
