import { sharedFields } from '../kernel/db/shared-fields.js';
import type { Ability, SharedPart, Terms } from './types.js';

/**
 * What terms come down to: permissions in the receiver's authority, for those of the provider's staff who hold them at
 * home. Restricted records, merging and anything about the receiver's staff are nobody's by agreement.
 */
export function permissionsGiven(terms: Pick<Terms, 'shares' | 'fields' | 'abilities'>): string[] {
  const { shares, abilities } = terms;
  const given = new Set([
    ...toAnswer,
    ...shares.flatMap((part) => toSee[part]),
    ...abilities.flatMap((ability) => toDo[ability]),
  ]);
  return [...given].filter((permission) => seesWhatItChanges(terms, permission)).sort();
}

/** Nobody changes a record by a form that leaves out a part of it: what they don't see they would write over. */
function seesWhatItChanges({ fields }: Pick<Terms, 'fields'>, permission: string): boolean {
  const whose = toChange[permission];
  return !fields || whose === undefined || sharedFields.every((one) => !one.startsWith(whose) || fields.includes(one));
}

const toChange: Readonly<Record<string, string>> = { 'customers.edit': 'customer.', 'cases.edit': 'case.' };

/** Answering as the receiver at all: its services, scripts, notices, properties, people and contacts. */
const toAnswer = [
  'bulletins.read',
  'cases.promise-call-backs',
  'directory.read',
  'interactions.handle',
  'interactions.read',
  'knowledge.read',
  'places.read',
  'services.read',
] as const;

const toSee: Readonly<Record<SharedPart, readonly string[]>> = {
  customers: ['alerts.read', 'customers.read'],
  cases: ['cases.read'],
  messages: ['correspondence.read'],
};

const toDo: Readonly<Record<Ability, readonly string[]>> = {
  log: ['cases.log', 'customers.create'],
  update: ['cases.edit', 'cases.note', 'correspondence.send', 'customers.edit'],
  'take-payments': ['payments.read', 'payments.record'],
  close: ['cases.work'],
  'call-out': ['call-outs.read', 'call-outs.start'],
};
