import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { formatTimeOfDay } from '../../kernel/format-time.js';
import type { Kernel } from '../../kernel/kernel.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { parseTimeOfDay } from '../../kernel/parse-local-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { parseWorkingHours, workingHoursLines } from '../entries/working-hours.js';
import type { DirectoryPerson } from '../search/directory-types.js';
import { wholeDirectory } from '../search/whole-directory.js';
import { usualAnswerMinutes } from './duty-rules.js';
import type { DutyRota } from './duty-types.js';

const text = (max: number) => z.string().trim().max(max).default('');

/** A rota as its form sends it: a week to a line, people by name or mail address. */
export const rotaFields = {
  ...{ name: text(200), teamId: text(40), lgsl: text(400), hours: text(1000), weeks: text(20_000) },
  ...{ startsOn: text(40), changesAt: text(40) },
  ...{ answerMinutes: text(10), escalatesTo: text(300) },
};
export type TypedRota = Readonly<Record<keyof typeof rotaFields, string>>;

/** What the form says, with faults of what only the form can get wrong; the command finds the others. */
export async function readRotaForm(kernel: Kernel, authorityId: AuthorityId, typed: TypedRota) {
  const faults: FieldFault[] = [];
  const fault = (field: keyof TypedRota, message: string): undefined => void faults.push({ field, message });
  const personNamed = await finder(kernel, authorityId);
  const person = (field: 'weeks' | 'escalatesTo', words: string): string[] => {
    const found = personNamed(words);
    if (found.length === 1) return found;
    fault(
      field,
      found.length === 0
        ? `Nobody in the directory is called “${words}”`
        : `Several are called “${words}”: write their mail address`,
    );
    return [];
  };
  const lgsl = typed.lgsl
    .split(/[,\s]+/)
    .filter(Boolean)
    .map(Number);
  if (lgsl.some((each) => !Number.isInteger(each) || each < 1))
    fault('lgsl', 'Write the numbers of the services list, like 525, 867');
  const hours = parseWorkingHours(typed.hours);
  if (!hours.ok) fault('hours', hours.message);
  const startsOn = parseLocalDate(typed.startsOn, { label: 'first day' });
  if (!startsOn.ok) fault('startsOn', startsOn.message);
  const changesAt = parseTimeOfDay(typed.changesAt, { label: 'time of the change' });
  if (!changesAt.ok) fault('changesAt', changesAt.message);
  const answerMinutes = Number(typed.answerMinutes || usualAnswerMinutes);
  if (!Number.isInteger(answerMinutes)) fault('answerMinutes', 'Enter a number of minutes, like 10');
  const weeks = linesIn(typed.weeks).map((line) => namesIn(line).flatMap((name) => person('weeks', name)));
  const content = {
    ...{ name: typed.name, teamId: typed.teamId === '' ? null : typed.teamId, lgsl, weeks },
    ...{ hours: hours.ok ? hours.value : undefined, startsOn: startsOn.ok ? startsOn.value : '' },
    ...{ changesAtMinute: changesAt.ok ? changesAt.value : 0, answerMinutes },
    escalatesToId: typed.escalatesTo === '' ? null : (person('escalatesTo', typed.escalatesTo)[0] ?? null),
  };
  return { content, faults };
}

const linesIn = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
/** A line without anybody is a dash. */
const namesIn = (line: string): string[] =>
  line
    .split(/[,;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== nobody);
const nobody = '-';

/** Finds people by name or mail address: those of the council, else of any. */
async function finder(kernel: Kernel, authorityId: AuthorityId): Promise<(words: string) => string[]> {
  const { people } = await wholeDirectory(kernel);
  const all = [...people.values()];
  return (words) => {
    const sought = words.toLowerCase();
    const found = all.filter(({ name, email }) => name.toLowerCase() === sought || email.toLowerCase() === sought);
    const own = found.filter((each) => each.authorityId === authorityId);
    return (own.length > 0 ? own : found).map(({ id }) => id);
  };
}

/** A rota as its form shows it. */
export async function typedRota(kernel: Kernel, rota: DutyRota): Promise<TypedRota> {
  const { people } = await wholeDirectory(kernel);
  const names = namesOf([...people.values()], rota.authorityId);
  const nameOf = (id: string): string => names(people.get(id));
  return {
    ...{ name: rota.name, teamId: rota.teamId ?? '', lgsl: rota.lgsl.join(', ') },
    hours: workingHoursLines(rota.hours).join('\n'),
    weeks: rota.weeks.map((week) => (week.length === 0 ? nobody : week.map(nameOf).join(', '))).join('\n'),
    ...{ startsOn: rota.startsOn, changesAt: formatTimeOfDay(rota.changesAtMinute) },
    answerMinutes: String(rota.answerMinutes),
    escalatesTo: rota.escalatesToId === null ? '' : nameOf(rota.escalatesToId),
  };
}

/** By name where nobody else of the council is called so, else by mail address. */
function namesOf(all: readonly DirectoryPerson[], authorityId: AuthorityId) {
  return (person: DirectoryPerson | undefined): string => {
    if (!person) return '';
    const same = all.filter(({ name, authorityId: of }) => name === person.name && of === authorityId);
    return same.length === 1 && person.authorityId === authorityId ? person.name : person.email;
  };
}

/** One person by name or mail address; undefined: nobody, or several. */
export async function findPerson(kernel: Kernel, authorityId: AuthorityId, words: string): Promise<string | undefined> {
  const found = (await finder(kernel, authorityId))(words.trim());
  return found.length === 1 ? found[0] : undefined;
}
