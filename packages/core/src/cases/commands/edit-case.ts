import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { staleVersion } from '../../kernel/errors.js';
import { line, longText, uuidField, versionField } from '../../kernel/input.js';
import { caseTitle, PRIORITIES, type Answers, type Priority, type ServiceDefinition } from '../../services/index.js';
import { caseToChange, saveCase } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { definitionOf } from '../definitions.js';
import { same, withSaved, type EditedField, type MergedEdit } from '../page/edit-fields.js';
import { clashOf, fieldLabel } from '../log/field-words.js';
import { refuseWrittenFiles } from '../log/form-reading.js';
import { noteLength } from '../log/log-input.js';
import { mergeEdit } from '../page/merge-edit.js';
import { dueAfter } from '../move-case.js';
import { recordEvent } from '../record-event.js';
import type { CaseChanges } from '../repository.js';
import type { Case, CasePlace } from '../types.js';

const Place = z.strictObject({
  placeId: uuidField.nullable(),
  text: z.string().nullable(),
  lat: z.number().nullable(),
  long: z.number().nullable(),
});

export const EditCaseInput = z.strictObject({
  caseId: uuidField,
  expectedVersion: versionField,
  /** Only what is given changes; answers by question, merged over the stored ones. */
  changes: z.strictObject({
    title: line(120, 'the title').optional(),
    priority: z.enum(PRIORITIES).optional(),
    location: z.unknown().optional(),
    answers: z.record(z.string().max(64), z.unknown()).optional(),
  }),
  /** The values that the page was opened with; they tell what was changed here from what others changed. */
  base: z
    .strictObject({
      title: z.string().optional(),
      priority: z.enum(PRIORITIES).optional(),
      location: Place.optional(),
      answers: z.record(z.string().max(64), z.unknown()).optional(),
    })
    .optional(),
  /** Added to the timeline whatever becomes of the fields. */
  note: longText(noteLength).optional(),
  /** `save-others`: fields that don't clash are saved, and the clashes come back in the answer. */
  onClash: z.enum(['refuse', 'save-others']).default('refuse'),
});
export type EditCase = z.output<typeof EditCaseInput>;

const EditedCase = z.object({
  id: z.string(),
  version: z.number(),
  /** Labels of what was saved. */
  saved: z.array(z.string()),
  clashes: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string(), theirs: z.string(), yours: z.string() }),
  ),
});

/**
 * Corrects a case. Changes of different fields by two people are both kept; a field that both changed to different
 * things is decided by a person.
 * @throws bad_input naming each answer; stale_version with `facts.fields`, when clashes are refused
 */
export const editCase = defineCommand({
  name: 'cases.edit-case',
  permission: 'cases.edit',
  input: EditCaseInput,
  output: EditedCase,
  run: async (context, input) => {
    const current = await caseToChange(context, input.caseId);
    refuseCardNumber('note', input.note);
    refuseCardNumber('title', input.changes.title);
    const definition = await definitionOf(context.db, current.serviceVersionId);
    refuseWrittenFiles(definition, input.changes.answers);
    const merged = await mergeEdit(context, definition, current, input);
    if (merged.clashes.length > 0 && input.onClash === 'refuse')
      throw staleVersion({ facts: { fields: merged.clashes.map(({ field }) => field), version: current.version } });
    const version = await save(context, definition, current, merged.saved);
    if (input.note !== undefined) await recordEvent(context, current, { kind: 'note', body: input.note });
    await tell(context, current, merged, input.note);
    return {
      id: current.id,
      version,
      saved: merged.saved.map(({ field }) => fieldLabel(definition, field)),
      clashes: merged.clashes.map((field) => clashOf(definition, field)),
    };
  },
});

async function save(
  context: CommandContext,
  definition: ServiceDefinition,
  current: Case,
  saved: readonly EditedField[],
): Promise<number> {
  if (saved.length === 0) return current.version;
  const priority = saved.find(({ field }) => field === 'priority')?.yours as Priority | undefined;
  const changes = {
    ...changesOf(definition, current, saved),
    ...(await newDueAt(context, definition, current, priority)),
  };
  const version = await saveCase(context, current, changes);
  const fields = saved.map(({ field }) => fieldLabel(definition, field));
  await recordEvent(context, current, { kind: 'edited', data: { fields, ...(priority ? { priority } : {}) } });
  return version;
}

function changesOf(definition: ServiceDefinition, current: Case, saved: readonly EditedField[]): CaseChanges {
  const value = (name: string): unknown => saved.find(({ field }) => field === name)?.yours;
  const [title, place, priority] = [value('title'), value('location'), value('priority')];
  const answers = withSaved(current.answers, saved);
  const reanswered = !same(answers, current.answers);
  return {
    ...(reanswered ? { answers, ...newTitle(definition, current, answers) } : {}),
    ...(title === undefined ? {} : { title: title as string }),
    ...(priority === undefined ? {} : { priority: priority as Priority }),
    ...(place === undefined ? {} : placeChanges(place as CasePlace)),
  };
}

/** A title that was made from the answers follows them; one that somebody wrote stays. */
function newTitle(definition: ServiceDefinition, current: Case, answers: Answers): CaseChanges {
  const isMade = current.title === caseTitle(definition, current.answers);
  return isMade ? { title: caseTitle(definition, answers) || current.title } : {};
}

function placeChanges({ placeId, text, lat, long }: CasePlace): CaseChanges {
  return { placeId, locationText: text, lat, long };
}

/** Another priority is another promise, measured from the start. */
async function newDueAt(
  context: CommandContext,
  definition: ServiceDefinition,
  current: Case,
  priority: Priority | undefined,
): Promise<CaseChanges> {
  if (priority === undefined) return {};
  return { dueAt: await dueAfter(context, definition, current, { kind: 'edited', data: { priority } }) };
}

async function tell(
  context: CommandContext,
  { id, authorityId, reference }: Case,
  { saved, clashes }: MergedEdit,
  note: string | undefined,
): Promise<void> {
  const fields = saved.map(({ field }) => field);
  const details = { fields, clashes: clashes.map(({ field }) => field), noted: note !== undefined };
  const values = saved.map(({ field, theirs, yours }) => ({ field, before: theirs, after: yours }));
  const personal = values.length > 0 ? { personal: { values } } : {};
  await context.audit({
    authorityId,
    subject: { kind: 'case', id },
    details: { ...details, digest: digest(values) },
    ...personal,
  });
  if (fields.length > 0)
    await context.emit({ authorityId, topic: 'case.edited', subjectId: id, payload: { reference, fields } });
}
