import type { Actor } from '../kernel/actor.js';
import { sharedFields, type SharedField } from '../kernel/db/shared-fields.js';
import { hiddenIn, may, scopeFor, type AuthorityId } from '../kernel/scope.js';
import { fieldWords } from './words.js';

const ofWhat = { 'customers.read': 'customer.', 'cases.read': 'case.' } as const;

/** The fields of an authority's customers or cases that an agreement keeps from somebody who reads them. */
export function fieldsNotShared(actor: Actor, by: keyof typeof ofWhat, authorityId: AuthorityId): SharedField[] {
  if (!may(actor, by, authorityId)) return [];
  const scope = scopeFor(actor, by);
  return sharedFields.filter((field) => field.startsWith(ofWhat[by]) && hiddenIn(scope, field).includes(authorityId));
}

/** Says on a record that there may be more than it shows; undefined: all that is on record shows. */
export function notSharedText(
  fields: readonly SharedField[],
  { shortName }: { readonly shortName: string },
): string | undefined {
  const kept = fields.map((field) => fieldWords[field]).join('; ');
  return fields.length === 0 ? undefined : `${shortName} keeps to itself, by agreement: ${kept}.`;
}
