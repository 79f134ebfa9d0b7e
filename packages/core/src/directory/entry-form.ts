import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import type { EntryContent, EntryKind } from './entries/entry-types.js';
import { emptyContent } from './entries/entry-subject.js';
import { parseWorkingHours, workingHoursLines } from './entries/working-hours.js';
import { wholeDirectory } from './search/whole-directory.js';

const text = (max: number) => z.string().trim().max(max).default('');

/** An entry as its form sends it: lists a line or a comma apart, people by mail address. */
export const EntryForm = z.strictObject({
  ...{ expectedVersion: text(10), jobTitle: text(400), telephone: text(200), responsibilities: text(6000) },
  ...{ lgsl: text(1000), covers: text(6000), basedAt: text(400), hours: text(1000), languages: text(1000) },
  ...{ managerEmail: text(300), deputyEmail: text(300) },
});
export type TypedEntry = Omit<z.output<typeof EntryForm>, 'expectedVersion'>;

type Read = { readonly content: Record<keyof EntryContent, unknown>; readonly faults: readonly FieldFault[] };

/** What the form says, with faults of what only the form can get wrong; the command finds the others. */
export async function readEntryForm(kernel: Kernel, kind: EntryKind, typed: TypedEntry): Promise<Read> {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string): undefined => void faults.push({ field, message });
  const lgsl = listIn(typed.lgsl).map((each) => Number(each.replace(/^lgsl\s*/i, '')));
  if (lgsl.some((each) => !Number.isInteger(each) || each < 1))
    fault('lgsl', 'Write the numbers of the services list, like 525, 867');
  const hours = parseWorkingHours(typed.hours);
  if (!hours.ok) fault('hours', hours.message);
  const manager = await personBy(kernel, typed.managerEmail);
  if (manager === undefined) fault('managerEmail', nobody);
  const deputy = await personBy(kernel, typed.deputyEmail);
  if (deputy === undefined) fault('deputyEmail', nobody);
  const { jobTitle, telephone, basedAt } = typed;
  const shared = {
    ...{ telephone, basedAt, lgsl: lgsl.filter((each) => Number.isInteger(each) && each > 0) },
    ...{ responsibilities: linesIn(typed.responsibilities), covers: listIn(typed.covers) },
    hours: hours.ok ? hours.value : emptyContent.hours,
  };
  const own = { jobTitle, languages: listIn(typed.languages), managerId: manager ?? null, deputyId: deputy ?? null };
  return { content: { ...emptyContent, ...shared, ...(kind === 'person' ? own : {}) }, faults };
}

const nobody = 'Write the mail address of somebody who is in the directory, or leave it empty';

/** Null: nobody was named. Undefined: nobody has that address. */
async function personBy(kernel: Kernel, email: string): Promise<string | null | undefined> {
  if (email === '') return null;
  const sought = email.toLowerCase();
  const { people } = await wholeDirectory(kernel);
  return [...people.values()].find((person) => person.email.toLowerCase() === sought)?.id;
}

/** For naming people by mail address where ids are kept. */
export type PeopleByMail = ReadonlyMap<string, { readonly email: string }>;

/** Each part of an entry as its form says it. */
export function typedParts(people: PeopleByMail, content: EntryContent): Readonly<Record<keyof EntryContent, string>> {
  const emailOf = (id: string | null): string => (id === null ? '' : (people.get(id)?.email ?? ''));
  const { jobTitle, telephone, basedAt } = content;
  return {
    ...{ jobTitle, telephone, basedAt, responsibilities: content.responsibilities.join('\n') },
    ...{ lgsl: content.lgsl.join(', '), covers: content.covers.join(', '), languages: content.languages.join(', ') },
    hours: workingHoursLines(content.hours).join('\n'),
    ...{ managerId: emailOf(content.managerId), deputyId: emailOf(content.deputyId) },
  };
}

export async function typedEntry(kernel: Kernel, content: EntryContent): Promise<TypedEntry> {
  const { people } = await wholeDirectory(kernel);
  const { managerId: managerEmail, deputyId: deputyEmail, ...parts } = typedParts(people, content);
  return { ...parts, managerEmail, deputyEmail };
}

function linesIn(typed: string): string[] {
  return typed
    .split(/\r?\n/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function listIn(typed: string): string[] {
  return linesIn(typed.replace(/[,;]/g, '\n'));
}
