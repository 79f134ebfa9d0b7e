import type { Participant } from '../../interactions/index.js';
import { answerName } from './question-control.js';
import type { Question, ServiceDefinition } from '../../services/index.js';

/** A form's body: names with one value or several. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A form as it was typed, by question. What nobody typed is absent. */
export interface RawForm {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly location?: unknown;
}

/** Reads a body's fields by the questions of the service; fields of no question are no answers. */
export function readLogForm(definition: Pick<ServiceDefinition, 'form'>, fields: FormFields): RawForm {
  return withoutBlankItems(definition, readTypedForm(definition, fields));
}

/** The same with the blank items of groups: what a page shows again, where nothing that was there may be missing. */
export function readTypedForm({ form }: Pick<ServiceDefinition, 'form'>, fields: FormFields): RawForm {
  const answers = readAnswers(form.questions, fields, '');
  const location = readLocation(fields);
  return location === undefined ? { answers } : { answers, location };
}

/** Blank items at the end of a group are none; those between keep their number. */
export function withoutBlankItems({ form }: Pick<ServiceDefinition, 'form'>, raw: RawForm): RawForm {
  const answers = { ...raw.answers };
  for (const { key, type } of form.questions) {
    if (type !== 'group' || !Array.isArray(answers[key])) continue;
    const items = answers[key] as object[];
    const last = items.findLastIndex((item) => Object.keys(item).length > 0);
    if (last === -1) delete answers[key];
    else answers[key] = items.slice(0, last + 1);
  }
  return { ...raw, answers };
}

/** The answers under a prefix of their names: `` of the form itself, `items.0.` of an item. */
function readAnswers(questions: readonly Question[], fields: FormFields, prefix: string): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const question of questions) {
    const raw = readAnswer({ ...question, key: prefix + question.key }, fields);
    if (raw !== undefined) answers[question.key] = raw;
  }
  return answers;
}

/** Who it is for, as the form asks when nobody is known; undefined when nothing was typed. */
export function readParticipant(fields: FormFields): Participant | undefined {
  const given = parts(fields, 'participant.', ['name', 'telephone', 'email', 'relationship']);
  return given;
}

/** One value of a name; the last of several. */
export function one(fields: FormFields, name: string): string {
  return [fields[name] ?? ''].flat().at(-1) ?? '';
}

/**
 * Whether the form was sent to search for an address. Enter in another field presses the form's first button, which is
 * the search's: without words, or with a place chosen already, that means "log".
 */
export function isFinding(fields: FormFields): boolean {
  return one(fields, 'find') === 'address' && one(fields, 'q').trim() !== '' && one(fields, 'location.place') === '';
}

/** A group's items in the order of the page. */
function readItems(group: Question, fields: FormFields): unknown {
  const places = new Set([fields[answerName(group)] ?? []].flat().filter((place) => /^\d{1,4}$/.test(place)));
  const items = [...places].map((place) => readAnswers(group.questions ?? [], fields, `${group.key}.${place}.`));
  return items.length === 0 ? undefined : items;
}

function readAnswer(question: Question, fields: FormFields): unknown {
  const name = answerName(question);
  switch (question.type) {
    case 'date':
      return parts(fields, `${name}-`, ['day', 'month', 'year']);
    case 'point':
      return parts(fields, `${name}.`, ['lat', 'long', 'description']);
    case 'address':
      return parts(fields, `${name}.`, ['uprn', 'text', 'postcode']);
    case 'choices':
      return fields[name] === undefined ? undefined : [fields[name]].flat();
    case 'group':
      return readItems(question, fields);
    case 'file':
      return undefined;
    default:
      return one(fields, name) || undefined;
  }
}

/** A place chosen from the list wins over an address in words, and a point over both where it was shown or described. */
export function readLocation(fields: FormFields): unknown {
  const point = parts(fields, 'location.', ['lat', 'long', 'description']);
  const placeId = one(fields, 'location.place');
  if (point) return point;
  if (placeId !== '' && placeId !== 'none') return { placeId };
  return parts(fields, 'location.', ['text', 'postcode']);
}

/** The filled ones of a group of fields; undefined when all are empty. */
function parts(fields: FormFields, prefix: string, names: readonly string[]): Record<string, string> | undefined {
  const filled = names.map((name) => [name, one(fields, prefix + name).trim()]).filter(([, value]) => value !== '');
  return filled.length === 0 ? undefined : (Object.fromEntries(filled) as Record<string, string>);
}
