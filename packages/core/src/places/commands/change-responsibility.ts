import { z } from 'zod';
import type { Reads } from '../../kernel/db/database.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { defineCommand } from '../../kernel/command.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { correctResponsibilityRow, endResponsibility, findResponsibility } from '../responsibilities-repository.js';
import { areaOf } from '../rules.js';
import type { Responsibility } from '../types.js';
import { checkDays, checkResponsible, endDay, firstDay, ownerOfArea } from './rule-input.js';

const output = z.object({ id: z.string(), version: z.number() });

/**
 * Puts right what was said wrongly: who answers, from when, until when. For what changes from a day on, say it anew
 * (`setResponsibility`), so that the record of before stays. Without `toOn` it has no end.
 * @throws not_found, stale_version; bad_input on `responsibleAuthorityId`, `fromOn` or `toOn`
 */
export const correctResponsibility = defineCommand({
  name: 'places.correct-responsibility',
  permission: 'places.manage',
  input: z.strictObject({
    id: uuidField,
    responsibleAuthorityId: z.coerce.number().int(),
    fromOn: firstDay,
    toOn: optional(endDay),
    expectedVersion: versionField,
  }),
  output,
  run: async ({ db, kernel, audit, emit }, { id, fromOn, expectedVersion, ...input }) => {
    const { rule, authorityId } = await ruleToChange({ db, kernel }, id, expectedVersion);
    const responsible = await checkResponsible(kernel, input.responsibleAuthorityId);
    const toOn = input.toOn ?? null;
    checkDays(fromOn, toOn);
    await correctResponsibilityRow(db, rule, { authorityId: responsible, fromOn, toOn });
    const said = ({
      authorityId: who,
      fromOn: from,
      toOn: to,
    }: Pick<Responsibility, 'authorityId' | 'fromOn' | 'toOn'>) => ({
      ...{ responsible: who, fromOn: from, toOn: to },
    });
    const after = said({ authorityId: responsible, fromOn, toOn });
    const details = { area: rule.area, serviceKey: rule.serviceKey, before: said(rule), after };
    await audit({ authorityId, subject: { kind: 'responsibility', id }, details });
    await emit({ authorityId, topic: 'responsibility.corrected', subjectId: id, payload: details });
    return { id, version: rule.version + 1 };
  },
});

/**
 * Nobody is named by this rule from a day on; without one: from today.
 * @throws not_found, stale_version; bad_input on `toOn`
 */
export const endRule = defineCommand({
  name: 'places.end-responsibility',
  permission: 'places.manage',
  input: z.strictObject({ id: uuidField, toOn: optional(endDay), expectedVersion: versionField }),
  output,
  run: async ({ db, kernel, now, audit, emit }, { id, toOn, expectedVersion }) => {
    const { rule, authorityId } = await ruleToChange({ db, kernel }, id, expectedVersion);
    const on = toOn ?? localDateAt(now);
    if (rule.toOn !== null && rule.toOn <= on)
      throw badInput({ faults: [{ field: 'toOn', message: 'It has ended by then: enter an earlier day' }] });
    const endsOn = on < rule.fromOn ? rule.fromOn : on;
    await endResponsibility(db, rule, endsOn);
    const details = { area: rule.area, serviceKey: rule.serviceKey, toOn: endsOn };
    await audit({ authorityId, subject: { kind: 'responsibility', id }, details });
    await emit({ authorityId, topic: 'responsibility.ended', subjectId: id, payload: details });
    return { id, version: rule.version + 1 };
  },
});

/** A rule of the actor's own area, as they saw it. @throws not_found, stale_version */
async function ruleToChange(
  { db, kernel }: { readonly db: Reads; readonly kernel: Kernel },
  id: string,
  expectedVersion: number,
): Promise<{ readonly rule: Responsibility; readonly authorityId: AuthorityId }> {
  const rule = await findResponsibility(db, id);
  if (!rule) throw notFound();
  const authorityId = await ownerOfArea(db, kernel, areaOf(rule));
  if (rule.version !== expectedVersion) throw staleVersion({ facts: { version: rule.version } });
  return { rule, authorityId };
}
