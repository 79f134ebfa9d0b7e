import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import { dateField } from '../../kernel/date-field.js';
import { contradicts } from './relations.js';
import { relations, type Relation, type Relationship } from '../types.js';
import { relationWords } from '../words.js';

/** What one customer is to another, and when. Without a first day it isn't known; without a last one it goes on. */
export const relationshipFields = {
  relation: z.enum(relations, 'Choose what they are to each other'),
  fromOn: dateField('first day').nullable().default(null),
  toOn: dateField('last day').nullable().default(null),
};

interface Wanted {
  readonly relation: Relation;
  readonly fromOn: LocalDate | null;
  readonly toOn: LocalDate | null;
}

/**
 * @param others what is on record between the same two already
 * @throws bad_input for days the wrong way round, and for what can't be true beside what is on record
 */
export function checkRelationship({ relation, fromOn, toOn }: Wanted, others: readonly Relationship[]): void {
  const faults: FieldFault[] = [];
  if (fromOn !== null && toOn !== null && toOn < fromOn)
    faults.push({ field: 'toOn', message: 'The last day must not be before the first' });
  const clash = others.find((other) => other.toOn === null && contradicts(relation, other.relation));
  if (clash)
    faults.push({
      field: 'relation',
      message: `They are on record as “${relationWords[clash.relation]}”. Choose another, or end that one first`,
    });
  if (faults.length > 0) throw badInput({ faults });
}
