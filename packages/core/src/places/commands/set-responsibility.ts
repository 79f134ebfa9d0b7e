import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { optional } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { endResponsibility, insertResponsibilities, listResponsibilitiesFor } from '../responsibilities-repository.js';
import { areaKey, everyService } from '../rules.js';
import { AreaInput, checkDays, checkResponsible, endDay, firstDay, ownerOfArea } from './rule-input.js';

/**
 * Says who answers for a service in an area from a day on (without one: from today). What was in force there ends that
 * day; the record of who answered before stays. A rule that begins when this one has ended stays as it is.
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
    /** The first day without it; absent: until it is said otherwise. */
    toOn: optional(endDay),
  }),
  run: async ({ db, kernel, now, newId, audit, emit }, { area, serviceKey, fromOn, ...input }) => {
    const authorityId = await ownerOfArea(db, kernel, area);
    const responsible = await checkResponsible(kernel, input.responsibleAuthorityId);
    const from = fromOn ?? localDateAt(now);
    const toOn = input.toOn ?? null;
    checkDays(from, toOn);
    const key = areaKey(area);
    for (const rule of await listResponsibilitiesFor(db, key, serviceKey)) {
      const isOfTheseDays = (rule.toOn === null || rule.toOn > from) && (toOn === null || rule.fromOn < toOn);
      const isReplaced = isOfTheseDays && (serviceKey !== everyService || rule.authorityId === responsible);
      if (isReplaced) await endResponsibility(db, rule, rule.fromOn > from ? rule.fromOn : from);
    }
    const id = newId();
    const rule = {
      id,
      areaKind: area.kind,
      area: key,
      serviceKey,
      authorityId: responsible,
      fromOn: from,
      toOn,
      version: 1,
    };
    await insertResponsibilities(db, [rule]);
    const details = { area: key, serviceKey, responsible, fromOn: from, toOn };
    await audit({ authorityId, subject: { kind: 'responsibility', id }, details });
    await emit({ authorityId, topic: 'responsibility.set', subjectId: id, payload: details });
    return { id, version: 1 };
  },
});
