import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { dateField } from '../../kernel/date-field.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { line, optional } from '../../kernel/input.js';
import { councilFaults, defineRecordKind, keptRecord, nameOf, orderFaults } from '../record/record-kind.js';
import type { Days } from '../types.js';

export const memberRoles = { member: 'Member', substitute: 'Substitute', officer: 'Officer', champion: 'Champion' };
const roleNames = ['member', 'substitute', 'officer', 'champion'] as const;

export const MemberFields = z.strictObject({
  councilId: z.number('Choose the council').int(),
  name: line(120, 'the name'),
  role: z.enum(roleNames, 'Choose what they are on the committee'),
  post: optional(line(120)),
  subject: optional(line(120)),
  fromOn: dateField('first day'),
  toOn: optional(dateField('last day')),
});

/** Who sits on the committee, for which council, as what, and from when until when. */
export const memberKind = defineRecordKind({
  ...{ part: 'members', table: 'committee_members', subject: 'committee-member', ...keptRecord },
  words: {
    ...{ one: 'committee member', many: 'Members', add: 'Add a member' },
    empty: 'Nobody is on the committee yet. Add the members, substitutes, officers and champions of each council.',
  },
  input: MemberFields,
  json: [],
  fields: [
    { name: 'name', label: 'Name', is: 'line' },
    { name: 'councilId', label: 'Council', is: 'council' },
    { name: 'role', label: 'On the committee as', is: 'choice', choices: memberRoles },
    { name: 'post', label: 'Post', hint: 'For instance “Leader of the council”', is: 'line' },
    {
      name: 'subject',
      label: 'What a champion stands for',
      hint: 'For instance “Welsh” or “digital inclusion”',
      is: 'line',
    },
    { name: 'fromOn', label: 'First day', is: 'date' },
    { name: 'toOn', label: 'Last day', hint: 'Empty while it is open', is: 'date' },
  ],
  groups: ['Members', 'Substitutes', 'Officers', 'Champions', 'To come', 'Former', 'Withdrawn'],
  faultsOf: (fields, about) => [
    ...councilFaults(fields.councilId, about),
    ...orderFaults(fields),
    ...(fields.role === 'champion' && fields.subject === undefined
      ? [{ field: 'subject', message: 'Enter what the champion stands for' }]
      : []),
  ],
  lineOf: ({ fields, state }, about) => {
    const { name, councilId, role, post, subject, fromOn, toOn } = fields;
    const days =
      toOn === undefined ? `since ${formatFullDate(fromOn)}` : `${formatFullDate(fromOn)} to ${formatFullDate(toOn)}`;
    const what = role === 'champion' && subject ? `champion of ${subject}` : undefined;
    return {
      title: name,
      about: [nameOf(councilId, about), what, post, days].filter(Boolean).join(' · '),
      group: state === 'withdrawn' ? 'Withdrawn' : (standing(fields, about.today) ?? `${memberRoles[role]}s`),
    };
  },
});

/** Why somebody is not on the committee on a day. */
function standing({ fromOn, toOn }: Days, on: LocalDate): 'To come' | 'Former' | undefined {
  if (fromOn > on) return 'To come';
  return toOn !== undefined && toOn < on ? 'Former' : undefined;
}
