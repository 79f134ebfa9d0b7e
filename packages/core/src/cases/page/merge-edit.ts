import type { CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { parseAnswers, type Answers, type ServiceDefinition } from '../../services/index.js';
import { cardErrors } from '../log/cards.js';
import type { EditCase } from '../commands/edit-case.js';
import { readLocation } from '../log/form-reading.js';
import { answerFields, mergeFields, type EditedField, type MergedEdit } from './edit-fields.js';
import type { Case, CasePlace } from '../types.js';

/** What an edit without `base` was made from, when the case has changed since: nobody knows, so every change clashes. */
const notKnown = { notKnown: true };

/** Reads an edit's values and sorts them: saved, clashing, or not changed at all. @throws bad_input */
export async function mergeEdit(
  context: CommandContext,
  definition: ServiceDefinition,
  current: Case,
  input: EditCase,
): Promise<MergedEdit> {
  const { changes } = input;
  const isFresh = current.version === input.expectedVersion;
  const before = <K extends 'title' | 'priority' | 'location'>(name: K, theirs: unknown): unknown =>
    input.base ? (input.base[name] ?? theirs) : isFresh ? theirs : notKnown;
  const fields: EditedField[] = [];
  const { title, priority, place } = current;
  if (changes.title !== undefined)
    fields.push({ field: 'title', before: before('title', title), theirs: title, yours: changes.title });
  if (changes.priority !== undefined)
    fields.push({ field: 'priority', before: before('priority', priority), theirs: priority, yours: changes.priority });
  if (changes.location !== undefined) {
    const yours = await readPlace(context, definition, changes.location);
    fields.push({ field: 'location', before: before('location', place), theirs: place, yours });
  }
  if (changes.answers !== undefined) fields.push(...readAnswers(definition, current, input, isFresh));
  return mergeFields(fields);
}

async function readPlace({ db }: CommandContext, definition: ServiceDefinition, raw: unknown): Promise<CasePlace> {
  const { located, error } = await readLocation(db, definition, raw);
  if (error) throw badInput({ faults: [{ field: error.field, message: error.message }] });
  return located.place;
}

/** Answers are judged by the day on which the case was logged: what was in the future then may be past now. */
function readAnswers(
  definition: ServiceDefinition,
  current: Case,
  { changes, base }: EditCase,
  isFresh: boolean,
): EditedField[] {
  const before = (base?.answers ?? (isFresh ? current.answers : {})) as Answers;
  const raw = { ...before, ...changes.answers };
  const { answers, errors } = parseAnswers(definition, raw, { today: localDateAt(current.openedAt) });
  const faults = [...errors.filter(({ field }) => !isImportedGap(current, raw, field)), ...cardErrors(answers)];
  if (faults.length > 0)
    throw badInput({ faults: faults.map(({ field, message }) => ({ field: `answers.${field}`, message })) });
  return answerFields(before, current.answers, answers);
}

/** An imported case never had the form's answers, so leaving one out is no fault of the edit. */
function isImportedGap({ answers }: Case, raw: Readonly<Record<string, unknown>>, field: string): boolean {
  return Object.keys(answers).length === 0 && (raw[field] === undefined || raw[field] === null);
}
