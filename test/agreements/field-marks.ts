import { everyAuthority, type AuthorityId } from '#core/kernel/scope.js';
import type { SharedField } from '#core/kernel/db/shared-fields.js';
import type { Row } from '#core/kernel/db/database.js';
import type { TestWorld } from '#core/testing/harness.js';

interface Mark {
  readonly field: SharedField;
  readonly table: string;
  readonly column: string;
  readonly value: string;
  readonly where?: Row;
}

/** A participant whose every key falls under another field. */
const participant = {
  ...{ name: 'Joan Prosser', telephone: '+441632960977', email: 'zmailpoint@zpoint.example' },
  ...{ address: '1 Zlivesat Row', postcode: 'ZQ9 9ZQ', needs: ['zneeds'], relationship: 'Zties of somebody' },
};
const asLogged = JSON.stringify({ ...participant, name: 'Zwhoperson' });

/** Something in every field that agreements share, found in no other column. */
const marks: readonly Mark[] = [
  { field: 'customer.birth', table: 'customers', column: 'date_of_birth', value: '1899-02-03' },
  { field: 'customer.address', table: 'customers', column: 'address_line', value: '2 Zlivesat Row' },
  { field: 'customer.contact-points', table: 'customers', column: 'telephone', value: '+441632960977' },
  { field: 'customer.needs', table: 'customers', column: 'needs', value: '["zneeds"]' },
  {
    ...{ field: 'customer.address', table: 'contact_points', column: 'value', value: '3 Zlivesat Row' },
    where: { kind: 'postal' },
  },
  {
    ...{ field: 'customer.contact-points', table: 'contact_points', column: 'value', value: '+441632960977' },
    where: { kind: 'telephone' },
  },
  {
    ...{ field: 'customer.contact-points', table: 'contact_points', column: 'value', value: 'zmailpoint@z.example' },
    where: { kind: 'email' },
  },
  { field: 'customer.identifiers', table: 'identifiers', column: 'type', value: 'zidentifier' },
  { field: 'customer.ties', table: 'representations', column: 'covers', value: 'Zties' },
  { field: 'customer.consents', table: 'consents', column: 'evidence', value: 'Zconsent' },
  { field: 'customer.alerts', table: 'alerts', column: 'advice', value: 'Zalert' },
  { field: 'customer.contact-points', table: 'interactions', column: 'caller', value: '+441632960977' },
  { field: 'customer.address', table: 'interactions', column: 'participant', value: JSON.stringify(participant) },
  { field: 'case.person', table: 'cases', column: 'participant', value: asLogged },
  { field: 'case.person', table: 'cases', column: 'participant_name', value: 'Zwhoperson' },
  { field: 'case.answers', table: 'cases', column: 'answers', value: '{"bin":"recycling","notice":"Zanswer"}' },
  { field: 'case.notes', table: 'case_events', column: 'body', value: 'Znote' },
  { field: 'case.tasks', table: 'case_tasks', column: 'title', value: 'Ztask' },
  {
    ...{ field: 'case.tasks', table: 'case_events', column: 'data', value: '{"name":"Ztask","done":"added"}' },
    where: { kind: 'task' },
  },
  { field: 'case.files', table: 'case_files', column: 'name', value: 'zfile.jpg' },
  {
    ...{ field: 'case.files', table: 'case_events', column: 'data', value: '{"name":"zfile.jpg","done":"added"}' },
    where: { kind: 'file' },
  },
  { field: 'customer.contact-points', table: 'call_backs', column: 'telephone', value: '+441632960977' },
  { field: 'customer.contact-points', table: 'messages', column: 'address', value: 'zmailpoint@z.example' },
];

/** What of each field an answer would say. */
const words: Readonly<Record<SharedField, RegExp>> = {
  'customer.birth': /1899-02-03|feb\w* 1899/,
  'customer.contact-points': /960 ?977|zmailpoint/,
  'customer.address': /zlivesat|zq9 ?9zq/,
  'customer.identifiers': /zidentifier/,
  'customer.needs': /zneeds/,
  'customer.ties': /zties/,
  'customer.consents': /zconsent/,
  'customer.alerts': /zalert/,
  'case.person': /zwhoperson/,
  'case.answers': /zanswer/,
  'case.notes': /znote/,
  'case.tasks': /ztask/,
  'case.files': /zfile/,
};

/** Writes the marks over a council's records. */
export async function markFields(world: TestWorld, authorityId: AuthorityId): Promise<void> {
  await world.kernel.db.write(everyAuthority, async (db) => {
    for (const { table, column, value, where } of marks)
      await db.update(table, { authority_id: authorityId, ...where }, { [column]: value });
  });
}

/** The fields of which an answer says something. */
export function fieldsIn(answer: unknown): SharedField[] {
  const text = (typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')).toLowerCase();
  return (Object.entries(words) as [SharedField, RegExp][]).flatMap(([field, said]) =>
    said.test(text) ? [field] : [],
  );
}
