import { z } from 'zod';
import { listAuthorities, successorIn, type Authority } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { isInScope, type AuthorityId } from '../../kernel/scope.js';
import { getPlace, listPlaceAuthorities } from '../repository.js';
import type { Area } from '../rules.js';

/** Where a rule holds. */
export const AreaInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('place'), placeId: uuidField }),
  z.strictObject({ kind: z.literal('ward'), authorityId: z.coerce.number().int(), ward: line(60) }),
  z.strictObject({ kind: z.literal('authority'), authorityId: z.coerce.number().int() }),
]);

const dayNamed = (label: string) =>
  line(40).transform((text, context) => {
    const day = parseLocalDate(text, { label });
    if (day.ok) return day.value;
    context.addIssue({ code: 'custom', message: day.message });
    return z.NEVER;
  });

export const firstDay = dayNamed('first day');
/** The first day on which it no longer holds. */
export const endDay = dayNamed('day on which it ends');

/** @throws bad_input unless it is a council that is here */
export async function checkResponsible(kernel: Kernel, authorityId: number): Promise<AuthorityId> {
  const members = await listAuthorities(kernel);
  if (members.some(({ id, kind }) => id === authorityId && kind === 'authority')) return authorityId;
  throw badInput({
    faults: [{ field: 'responsibleAuthorityId', message: 'Choose a council of this installation' }],
  });
}

/** @throws bad_input where it would end before it begins */
export function checkDays(fromOn: LocalDate, toOn: LocalDate | null): void {
  if (toOn !== null && toOn <= fromOn)
    throw badInput({ faults: [{ field: 'toOn', message: 'Enter a day after the first day' }] });
}

/** Whose the area of an authority is now: its own, or that of whoever follows it. */
export function keeperOf(known: readonly Authority[], id: AuthorityId): AuthorityId {
  const authority = known.find((each) => each.id === id);
  return authority ? successorIn(known, authority).id : id;
}

/** Whose an area is: one authority's; of a place, every one's in whose area it lies. */
export async function ownersOfArea(db: Reads, kernel: Kernel, area: Area): Promise<AuthorityId[]> {
  const ids = area.kind === 'place' ? await listPlaceAuthorities(db, area.placeId) : [area.authorityId];
  const known = await listAuthorities(kernel);
  return ids.map((id) => keeperOf(known, id));
}

/** The authority of the actor's in whose area it lies. @throws not_found */
export async function ownerOfArea(db: Reads, kernel: Kernel, area: Area): Promise<AuthorityId> {
  if (area.kind === 'place') await getPlace(db, area.placeId);
  const own = (await ownersOfArea(db, kernel, area)).find((id) => isInScope(db.scope, id));
  if (own === undefined) throw notFound();
  return own;
}
