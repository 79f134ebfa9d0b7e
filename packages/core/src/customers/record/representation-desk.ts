import type { Route } from '../../kernel/route.js';
import { addRepresentation } from '../commands/add-representation.js';
import { editRepresentation } from '../commands/edit-representation.js';
import { textOf, type Question, type questionsOf, type Typed } from './form-page.js';
import { otherFormRoutes } from './other-form-desk.js';
import { partFormRoutes } from './part-form-desk.js';
import type { Representation } from '../types.js';
import { dateText } from '../views.js';
import { evidenceKindWords, representationWords } from '../words.js';

const labels = {
  role: 'As what',
  covers: 'What it covers',
  evidenceKind: 'Evidence that you saw',
  evidenceMark: 'Last four characters of its number',
  evidenceSeenOn: 'Seen on',
  fromOn: 'Since',
  toOn: 'Until',
};
type Field = keyof typeof labels;

function questionsAbout(ask: ReturnType<typeof questionsOf>, empty: 'today' | 'as-it-was'): Question[] {
  const short = { classes: 'govuk-input--width-10' };
  const day = { ...short, hintText: empty === 'today' ? 'Leave empty for today' : 'For example 9 3 2026' };
  return [
    ask.select('role', labels.role, representationWords, 'Choose'),
    ask.longText('covers', labels.covers, 'For example council tax and housing; all matters, by power of attorney'),
    ask.select('evidenceKind', labels.evidenceKind, evidenceKindWords, 'Choose'),
    ask.text('evidenceMark', labels.evidenceMark, { ...short, hintText: 'If it has one. Never the whole number' }),
    ask.text('evidenceSeenOn', labels.evidenceSeenOn, day),
    ask.text('fromOn', labels.fromOn, day),
    ask.text('toOn', labels.toOn, {
      ...short,
      hintText: 'The last day on which they may act. Leave empty if none is agreed',
    }),
  ];
}

function valuesIn(typed: Typed): Record<Field, string> {
  const fields = Object.keys(labels) as Field[];
  return Object.fromEntries(fields.map((field) => [field, textOf(typed, field)])) as Record<Field, string>;
}

/** An empty box is left out; without a mark and a last day there is none. */
function inputOf({ evidenceMark, evidenceSeenOn, fromOn, toOn, ...rest }: Readonly<Record<Field, string>>) {
  return {
    ...rest,
    evidenceMark: evidenceMark || null,
    evidenceSeenOn: evidenceSeenOn || undefined,
    fromOn: fromOn || undefined,
    toOn: toOn || null,
  };
}

const add = otherFormRoutes({
  path: 'representations',
  field: 'representativeId',
  legend: 'Who acts for them',
  command: addRepresentation,
  heading: ({ displayName }) => `Who acts for ${displayName}`,
  questions: (ask) => questionsAbout(ask, 'today'),
  input: (typed) => inputOf(valuesIn(typed)),
});

/** Whoever is acted for has the form: from the representative's page it leads there. */
const edit = partFormRoutes<Representation, Field>({
  path: 'representations',
  labels,
  said: 'Saved',
  command: editRepresentation,
  partsOf: ({ representations }) => representations.filter(({ direction }) => direction === 'represented-by'),
  heading: ({ otherName }, { displayName }) => `${otherName ?? 'A restricted record'} acts for ${displayName}`,
  valuesOf: ({ role, covers, evidence, fromOn, toOn }) => ({
    role,
    covers,
    evidenceKind: evidence.kind,
    evidenceMark: evidence.mark ?? '',
    evidenceSeenOn: dateText(evidence.seenOn),
    fromOn: dateText(fromOn),
    toOn: dateText(toOn),
  }),
  questions: (ask) => questionsAbout(ask, 'as-it-was'),
  input: (_context, values, edit) => ({ ...inputOf(values), ...edit }),
  textOf: (field, value) => wordsOf(field)[value] ?? value,
});

function wordsOf(field: Field): Readonly<Record<string, string>> {
  if (field === 'role') return representationWords;
  return field === 'evidenceKind' ? evidenceKindWords : {};
}

export const representationRoutes: readonly Route[] = [...add, ...edit];
