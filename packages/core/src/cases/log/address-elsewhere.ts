import type { FieldFault } from '../../kernel/errors.js';
import type { RouteContext } from '../../kernel/route.js';
import { isSealed } from '../../kernel/sealed-value.js';
import { addressBookFor, askAddresses, keepAddress } from '../../places/index.js';
import type { AddressAnswer, AddressBook } from '../../places/index.js';
import { one, type FormFields } from './read-log-form.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'attempt'>;

/** In a form: where addresses can be looked up besides, and what was said of what was looked for. */
export interface Elsewhere {
  readonly book: Pick<AddressBook, 'name' | 'title'>;
  /** Absent: nothing was looked up. */
  readonly searched?: string;
  /** Absent: nothing was typed to look for. */
  readonly answer?: AddressAnswer | undefined;
}

/** Whether a form was sent to look its address up in another system. */
export function isLookingUp(fields: FormFields): boolean {
  return one(fields, 'find') === 'elsewhere';
}

/** Undefined: the council of the service looks addresses up nowhere, or the reader may not. */
export function elsewhereOf(
  { kernel, visitor }: Pick<Context, 'kernel' | 'visitor'>,
  { authorityId }: { readonly authorityId: number },
): Elsewhere | undefined {
  const book = addressBookFor(kernel, visitor.actor, authorityId);
  return book && { book };
}

/** Looks up what was typed. */
export async function lookUp(
  { kernel, visitor }: Pick<Context, 'kernel' | 'visitor'>,
  { authorityId }: { readonly authorityId: number },
  fields: FormFields,
): Promise<Elsewhere | undefined> {
  const book = addressBookFor(kernel, visitor.actor, authorityId);
  if (book === undefined) return undefined;
  const searched = one(fields, 'q').trim().slice(0, 200);
  return { book, searched, answer: searched === '' ? undefined : await askAddresses(kernel, book, searched) };
}

/** A draft's fields. It keeps nothing of an address from elsewhere but that one was chosen. */
export function restored(fields: FormFields): { readonly fields: FormFields; readonly faults: readonly FieldFault[] } {
  if (!isSealed(one(fields, 'location.place'))) return { fields, faults: [] };
  const faults = [{ field: 'location', message: 'Look the address up again, and choose it' }];
  return { fields: { ...fields, 'location.place': '' }, faults };
}

/** The fields with the place in them that was kept of a chosen address from elsewhere. */
export async function withKeptAddress(
  context: Context,
  fields: FormFields,
): Promise<{ readonly fields: FormFields; readonly faults: readonly FieldFault[] }> {
  const chosen = one(fields, 'location.place');
  if (!isSealed(chosen)) return { fields, faults: [] };
  const kept = await context.attempt(keepAddress, { chosen });
  if (kept.ok) return { fields: { ...fields, 'location.place': kept.value.id }, faults: [] };
  const faults = kept.faults.map(({ message }) => ({ field: 'location', message }));
  return { fields: { ...fields, 'location.place': '' }, faults };
}
