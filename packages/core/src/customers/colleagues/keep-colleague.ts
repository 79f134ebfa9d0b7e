import { findListedNow } from '../../directory/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { toE164 } from '../../kernel/telephone.js';
import { splitFullName } from '../import/split-full-name.js';
import { emailField } from '../input-fields.js';
import { noteChange } from '../record/note-change.js';
import { listContactPoints } from '../repository.js';
import type { Customer } from '../types.js';
import {
  endContactPoint,
  holdCustomer,
  insertContactPoint,
  insertCustomer,
  keepInStep,
  updateStated,
} from '../write-repository.js';
import { colleagueKey } from './colleague-key.js';
import { listColleagueRecords } from './colleagues-repository.js';

/** On the contact points that follow the directory; others were added by hand and stay. */
const fromDirectory = 'Work';
const reachKinds = ['telephone', 'email'] as const;

/** What the directory says of a person, as a customer's record says it. */
interface Listed {
  readonly title: string | null;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly telephone: string | undefined;
  readonly email: string | undefined;
}

export interface KeptColleague {
  readonly id: string;
  readonly version: number;
  readonly restriction: Customer['restriction'];
}

/**
 * The authority's record of a colleague, made at their first contact and brought up to date with the directory at each
 * later one. Two at the same moment make one: the key is unique, and the later transaction runs again.
 * @throws not_found for nobody whom the directory lists today
 */
export async function keepColleague(
  context: CommandContext,
  authorityId: AuthorityId,
  personId: string,
): Promise<KeptColleague> {
  const listed = await readListed(context, personId);
  const [known] = await listColleagueRecords(context.db, [authorityId], personId);
  if (!known) return await make(context, authorityId, personId, listed);
  const changed = await bringUpToDate(context, known, listed);
  if (changed.length > 0) {
    const version = await noteChange(context, known, { details: { personId, changed } });
    return { id: known.id, version, restriction: known.restriction };
  }
  await context.audit({ authorityId, subject: { kind: 'customer', id: known.id }, details: { personId } });
  return known;
}

async function readListed({ kernel }: CommandContext, personId: string): Promise<Listed> {
  const person = await findListedNow(kernel, personId);
  if (person?.kind !== 'person') throw notFound({}, 'The directory lists no such person today.');
  const { title, firstName, middleNames, lastName } = splitFullName(person.name);
  const given = [firstName, middleNames].filter(Boolean).join(' ');
  const email = emailField.safeParse(person.email);
  return {
    ...{ title: title ?? null, firstName: given || null, lastName },
    ...{ telephone: toE164(person.telephone), email: email.success ? email.data : undefined },
  };
}

async function make(
  context: CommandContext,
  authorityId: AuthorityId,
  personId: string,
  listed: Listed,
): Promise<KeptColleague> {
  const { db, now, newId } = context;
  const id = newId();
  const { title, firstName, lastName } = listed;
  const names = { title, firstName, middleNames: null, lastName, organisationName: null, otherNames: [] };
  const rest = { bornOn: null, language: 'en', preferredChannel: null, needs: [] };
  const row = { id, authorityId, kind: 'person', sourceKey: colleagueKey(personId), ...names, ...rest } as const;
  await insertCustomer(db, row, now);
  for (const kind of reachKinds) await addPoint(context, { id, authorityId }, kind, listed[kind]);
  const version = await keepInStep(db, id);
  await context.audit({ authorityId, subject: { kind: 'customer', id }, details: { personId, made: true } });
  await context.emit({ authorityId, topic: 'customer.created', subjectId: id, payload: { id } });
  return { id, version, restriction: null };
}

/** Answers what differed. */
async function bringUpToDate(context: CommandContext, known: Customer, listed: Listed): Promise<string[]> {
  const points = (await listContactPoints(context.db, [known.id])).filter(({ label }) => label === fromDirectory);
  const pointOf = (kind: string) => points.find((point) => point.kind === kind);
  const { title, firstName, lastName } = listed;
  const isRenamed = known.title !== title || known.firstName !== firstName || known.lastName !== lastName;
  const moved = reachKinds.filter((kind) => pointOf(kind)?.value !== listed[kind]);
  if (!isRenamed && moved.length === 0) return [];
  const held = await holdCustomer(context.db, known.id, context.now);
  if (isRenamed) await updateStated(context.db, known.id, { ...held, title, firstName, middleNames: null, lastName });
  for (const kind of moved) {
    const before = pointOf(kind);
    if (before) await endContactPoint(context.db, before.id, context.now);
    await addPoint(context, known, kind, listed[kind]);
  }
  return [...(isRenamed ? ['name'] : []), ...moved];
}

async function addPoint(
  { db, now, newId }: CommandContext,
  { id: customerId, authorityId }: Pick<Customer, 'id' | 'authorityId'>,
  kind: (typeof reachKinds)[number],
  value: string | undefined,
): Promise<void> {
  if (value === undefined) return;
  const place = { postcode: null, placeId: null };
  const point = { id: newId(), authorityId, customerId, kind, value, ...place, label: fromDirectory, preferred: true };
  await insertContactPoint(db, point, now);
}
