import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import { dateField } from '../../kernel/date-field.js';
import { periodText } from './period-text.js';
import { occupancyRoles, type Occupancy, type OccupancyRole } from '../types.js';
import { occupancyWords } from '../words.js';

/** What a customer is at a place, and when. Without a first day it isn't known; without a last one it goes on. */
export const occupancyFields = {
  role: z.enum(occupancyRoles, 'Choose what they are there'),
  fromOn: dateField('first day').nullable().default(null),
  toOn: dateField('last day').nullable().default(null),
  /** That they live at two places on the same days, which is asked about first. */
  livesAtBoth: z.enum(['yes', 'no']).default('no'),
};

interface Days {
  readonly fromOn: LocalDate | null;
  readonly toOn: LocalDate | null;
}

interface Wanted extends Days {
  readonly placeId: string;
  readonly role: OccupancyRole;
  readonly livesAtBoth: 'yes' | 'no';
}

/** Whether two periods have a day in common; a missing day is as far away as it can be. */
export function overlap(one: Days, other: Days): boolean {
  const begins = (late: Days, early: Days): boolean =>
    late.fromOn === null || early.toOn === null || late.fromOn <= early.toOn;
  return begins(one, other) && begins(other, one);
}

const living: ReadonlySet<OccupancyRole> = new Set(['occupier', 'tenant']);

/**
 * A customer may own, let and trade at any number of places at once, and be several things at one. Twice the same at
 * one place on the same days is a mistake, and living at two places is asked about.
 * @param others what else is on record of the customer
 * @throws bad_input
 */
export function checkOccupancy(wanted: Wanted, others: readonly Occupancy[]): void {
  const { placeId, role, fromOn, toOn } = wanted;
  const meeting = others.filter((other) => overlap(wanted, other));
  const same = meeting.find((other) => other.placeId === placeId && other.role === role);
  const elsewhere = meeting.find((other) => other.placeId !== placeId && living.has(other.role));
  const faults: FieldFault[] = [];
  if (fromOn !== null && toOn !== null && toOn < fromOn)
    faults.push({ field: 'toOn', message: 'The last day must not be before the first' });
  if (same)
    faults.push({
      field: 'role',
      message: `“${occupancyWords[role]}” is on record there${daysOf(same)}. Change that one, or give other days`,
    });
  if (elsewhere && living.has(role) && wanted.livesAtBoth === 'no')
    faults.push({
      field: 'livesAtBoth',
      message: `They live at ${elsewhere.placeLine}${daysOf(elsewhere)}. End that one first, or say that they live at both`,
    });
  if (faults.length > 0) throw badInput({ faults });
}

function daysOf({ fromOn, toOn }: Days): string {
  const text = periodText(fromOn, toOn);
  return text === '' ? '' : `, ${text}`;
}
