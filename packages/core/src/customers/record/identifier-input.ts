import { z } from 'zod';
import { badInput } from '../../kernel/errors.js';
import type { Reads } from '../../kernel/db/database.js';
import { IdentifierField } from '../input-fields.js';
import { listHolders } from '../repository.js';
import type { Customer, Identifier } from '../types.js';

/** A number in another register, and that somebody else has it too, which is asked about first. */
export const identifierFields = {
  ...IdentifierField.shape,
  /** An account held jointly. */
  heldByBoth: z.enum(['yes', 'no']).default('no'),
};

type Number = Pick<Identifier, 'register' | 'type' | 'value'>;

/** Whether two say the same number. */
export function isSameNumber(one: Number, other: Number): boolean {
  return one.register === other.register && one.type === other.type && one.value === other.value;
}

/** @throws bad_input on `heldByBoth` when another customer of the authority has the number and nobody said that both do */
export async function refuseHeld(
  db: Reads,
  customer: Customer,
  { heldByBoth, ...number }: Number & { readonly heldByBoth: 'yes' | 'no' },
): Promise<void> {
  if (heldByBoth === 'yes') return;
  const holders = await listHolders(db, customer, number);
  if (holders.length > 0)
    throw badInput({
      faults: [
        {
          field: 'heldByBoth',
          message:
            'Another customer of this council has this number. Check it, use their record, or say that both have it',
        },
      ],
    });
}
