import { z } from 'zod';
import { getPartnership } from '../../authorities/index.js';
import { dateField } from '../../kernel/date-field.js';
import { optional } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import { listRecordsOf } from '../repository.js';
import { kindNamed } from '../record/kinds.js';
import type { GovernanceRecord } from '../types.js';
import { chairOn, chairYears, type ChairException, type ChairOrder } from './chair-rules.js';

const yearsShown = 4;

/** Which council chairs the partnership's committee on a day, today if none is named, and in the years from then on. */
export const getChair = defineQuery({
  name: 'club.get-chair',
  permission: 'club.read',
  input: z.strictObject({ on: optional(dateField('day')) }),
  run: async ({ db, kernel, now }, input) => {
    const on = input.on ?? localDateAt(now);
    const { id: partnershipId } = await getPartnership(kernel);
    const holds = ({ authorityId, state }: GovernanceRecord): boolean =>
      authorityId === partnershipId && state !== 'withdrawn';
    const recorded = async <F>(part: 'chair-orders' | 'chair-exceptions'): Promise<F[]> =>
      (await listRecordsOf(db, kindNamed(part))).filter(holds).map(({ fields }) => fields as F);
    const orders = await recorded<ChairOrder>('chair-orders');
    const exceptions = (await recorded<ChairException>('chair-exceptions')).reverse();
    return {
      on,
      chair: chairOn(on, orders.toReversed(), exceptions) ?? null,
      years: chairYears(on, orders, yearsShown),
    };
  },
});
