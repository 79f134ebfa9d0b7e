import { z } from 'zod';
import { dateField } from '../../kernel/date-field.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { line, longText, optional } from '../../kernel/input.js';
import { defineRecordKind, keptRecord } from '../record/record-kind.js';

export const MeetingFields = z.strictObject({
  title: line(120, 'what the meeting is called'),
  heldOn: dateField('day'),
  place: optional(line(200)),
  agenda: longText(8000, 'the agenda'),
  minutes: optional(longText(20_000)),
});

/** When the committee meets, about what, and what was said. */
export const meetingKind = defineRecordKind({
  ...{ part: 'meetings', table: 'committee_meetings', subject: 'committee-meeting', ...keptRecord },
  words: {
    ...{ one: 'meeting', many: 'Meetings', add: 'Call a meeting' },
    empty: 'No meeting is called. A meeting has a day and an agenda; decisions are recorded under it.',
  },
  input: MeetingFields,
  json: [],
  fields: [
    { name: 'title', label: 'Meeting', is: 'line' },
    { name: 'heldOn', label: 'Day', is: 'date' },
    { name: 'place', label: 'Place', is: 'line' },
    { name: 'agenda', label: 'Agenda', hint: 'One item a line', is: 'text' },
    { name: 'minutes', label: 'Minutes', is: 'text' },
  ],
  groups: ['To come', 'Held', 'Withdrawn'],
  faultsOf: () => [],
  lineOf: ({ fields: { title, heldOn, place, minutes }, state }, { today }) => ({
    title: `${title}, ${formatFullDate(heldOn)}`,
    about: [place, minutes === undefined ? undefined : 'with minutes'].filter(Boolean).join(' · '),
    group: state === 'withdrawn' ? 'Withdrawn' : heldOn >= today ? 'To come' : 'Held',
  }),
});
