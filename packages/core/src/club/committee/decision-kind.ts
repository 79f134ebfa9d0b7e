import { z } from 'zod';
import { dateField } from '../../kernel/date-field.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { line, longText, optional, uuidField, chosenIdField } from '../../kernel/input.js';
import { defineRecordKind, keptRecord, otherOf, textOf, type About } from '../record/record-kind.js';

const votes = z.number('Enter a whole number').int().min(0).max(1000).optional();

export const DecisionFields = z.strictObject({
  title: line(160, 'what the decision is called'),
  decision: longText(8000, 'what was decided'),
  meetingId: chosenIdField('Choose the meeting'),
  how: z.enum(['consensus', 'vote'], 'Choose how it was decided'),
  votesFor: votes,
  votesAgainst: votes,
  abstentions: votes,
  effectiveOn: dateField('day from which it holds'),
  supersedesId: optional(uuidField),
});
type DecisionFields = z.output<typeof DecisionFields>;

/** What the committee decided, how, from when on it holds, and what it took the place of. */
export const decisionKind = defineRecordKind({
  ...{ part: 'decisions', table: 'committee_decisions', subject: 'committee-decision', ...keptRecord },
  words: {
    ...{ one: 'decision', many: 'Decisions', add: 'Record a decision' },
    empty:
      'Nothing is decided yet. A decision is recorded with its meeting, how it was reached and from when on it holds.',
  },
  input: DecisionFields,
  json: [],
  fields: [
    { name: 'title', label: 'Decision', is: 'line' },
    { name: 'decision', label: 'What was decided', is: 'text' },
    { name: 'meetingId', label: 'Meeting', is: 'record', part: 'meetings' },
    { name: 'how', label: 'Decided by', is: 'choice', choices: { consensus: 'Consensus', vote: 'Vote' } },
    { name: 'votesFor', label: 'Votes for', hint: 'Empty where nobody voted', is: 'number' },
    { name: 'votesAgainst', label: 'Votes against', is: 'number' },
    { name: 'abstentions', label: 'Abstentions', is: 'number' },
    { name: 'effectiveOn', label: 'Holds from', is: 'date' },
    { name: 'supersedesId', label: 'Takes the place of', is: 'record', part: 'decisions' },
  ],
  groups: ['In effect', 'To come', 'Superseded', 'Withdrawn'],
  faultsOf: (fields, about, of) => [
    ...(otherOf(about, 'meetings', fields.meetingId) ? [] : [{ field: 'meetingId', message: 'Choose the meeting' }]),
    ...voteFaults(fields),
    ...supersedingFaults(fields, about, of?.id),
  ],
  lineOf: ({ id, fields, state }, about) => {
    const later = supersederOf(id, about);
    const isOver = later !== undefined && textOf(later.fields, 'effectiveOn') <= about.today;
    const group = isOver ? 'Superseded' : fields.effectiveOn > about.today ? 'To come' : 'In effect';
    const by = later && `${isOver ? 'superseded' : 'to be superseded'} by “${textOf(later.fields, 'title')}”`;
    return {
      title: fields.title,
      about: [`from ${formatFullDate(fields.effectiveOn)}`, howWords(fields), by].filter(Boolean).join(' · '),
      group: state === 'withdrawn' ? 'Withdrawn' : group,
    };
  },
});

function voteFaults({ how, votesFor, votesAgainst, abstentions }: DecisionFields): FieldFault[] {
  if (how === 'consensus') {
    const isCounted = [votesFor, votesAgainst, abstentions].some((votes) => votes !== undefined);
    return isCounted ? [{ field: 'how', message: 'Leave the votes empty, or choose that there was a vote' }] : [];
  }
  if (votesFor === undefined) return [{ field: 'votesFor', message: 'Enter the votes for it' }];
  if (votesAgainst === undefined) return [{ field: 'votesAgainst', message: 'Enter the votes against it' }];
  return votesFor > votesAgainst
    ? []
    : [{ field: 'votesFor', message: 'Enter more votes for it than against: otherwise it was not decided' }];
}

/** A decision takes the place of one earlier decision, and of none that another has taken the place of already. */
function supersedingFaults(
  { supersedesId, effectiveOn }: DecisionFields,
  about: About,
  own: string | undefined,
): FieldFault[] {
  if (supersedesId === undefined) return [];
  const fault = (message: string): FieldFault[] => [{ field: 'supersedesId', message }];
  const before = otherOf(about, 'decisions', supersedesId);
  if (!before || before.state === 'withdrawn' || supersedesId === own) return fault('Choose a decision that holds');
  const later = supersederOf(supersedesId, about);
  if (later && later.id !== own)
    return fault(`Choose another: “${textOf(later.fields, 'title')}” took its place already`);
  if (textOf(before.fields, 'effectiveOn') > effectiveOn)
    return fault('Choose a decision that does not hold from a later day');
  return isBehind(own, before.id, about) ? fault('Choose a decision that this one did not come before') : [];
}

/** Whether following what each took the place of leads from one decision to another. */
function isBehind(own: string | undefined, from: string, about: About): boolean {
  const seen = new Set<string>();
  for (
    let id = from;
    id !== '' && !seen.has(id);
    id = textOf(otherOf(about, 'decisions', id)?.fields ?? {}, 'supersedesId')
  ) {
    if (id === own) return true;
    seen.add(id);
  }
  return false;
}

function supersederOf(id: string, about: About) {
  return about.others['decisions']?.find(({ fields, state }) => fields['supersedesId'] === id && state !== 'withdrawn');
}

function howWords({ how, votesFor, votesAgainst, abstentions }: DecisionFields): string {
  if (how === 'consensus') return 'by consensus';
  return `${votesFor ?? 0} for, ${votesAgainst ?? 0} against${abstentions ? `, ${abstentions} abstained` : ''}`;
}
