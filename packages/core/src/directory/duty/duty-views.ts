import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime, formatShortDate, formatTimeOfDay } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import { formatTelephone } from '../../kernel/telephone.js';
import type { EmptyStateView, TableView, TabsView } from '../../web/components.js';
import type { FieldView, SelectOption } from '../../web/form-components.js';
import { workingHoursLines } from '../entries/working-hours.js';
import { telephoneUri } from '../search/vcard.js';
import type { Rotas, ShownRota } from './duty-queries.js';
import type { DutySwap } from './duty-types.js';
import type { DutyWarning } from './duty-warnings.js';
import type { TypedRota } from './rota-form.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

export const rotasHref = '/desk/directory/rotas';
const href = (id: string): string => `${rotasHref}/${id}`;

/** Somebody on duty, with how to reach them. */
export interface DutyLine {
  readonly name: string;
  readonly ring: { readonly href: string; readonly text: string } | undefined;
}

/** A rota in the list. */
export interface RotaCard {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly about: string;
  /** "On duty until tomorrow 9am" */
  readonly now: string;
  readonly people: readonly DutyLine[];
  readonly days: TableView;
}

export interface RotasPage {
  readonly councils: TabsView | undefined;
  readonly rotas: readonly RotaCard[];
  readonly warnings: readonly string[];
  readonly addHref: string | undefined;
  /** Starts an emergency call-out. */
  readonly callOutHref: string | undefined;
  readonly empty: EmptyStateView;
}

interface RotasInput {
  readonly authorityId: number;
  readonly councils: readonly { readonly id: number; readonly shortName: string }[];
  readonly telephones: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly mayKeep: boolean;
  readonly mayCallOut: boolean;
}

export function rotasPage(found: Rotas, input: RotasInput): RotasPage {
  const { authorityId, councils, mayKeep, now } = input;
  return {
    councils:
      councils.length < 2
        ? undefined
        : {
            label: 'Councils',
            items: councils.map(({ id, shortName }) => ({
              ...{ text: shortName, href: `${rotasHref}?authority=${id}`, current: id === authorityId },
            })),
          },
    rotas: found.rotas.map((one) => rotaCard(one, found.names, input)),
    warnings: found.warnings.map((one) => warningWords(one, found, localDateAt(now))),
    callOutHref: input.mayCallOut ? `/desk/call-outs/new?authority=${authorityId}` : undefined,
    addHref: mayKeep ? `${rotasHref}/new?authority=${authorityId}` : undefined,
    empty: { text: 'There is no duty rota. A rota says whom to ask while the office is shut.' },
  };
}

function rotaCard(
  { rota, now: onDuty, days }: ShownRota,
  names: Rotas['names'],
  input: Pick<RotasInput, 'now' | 'telephones'>,
): RotaCard {
  const { now, telephones } = input;
  const today = localDateAt(now);
  const nameOf = (id: string): string => names.get(id) ?? '';
  const hours = workingHoursLines(rota.hours).join('; ') || 'Whenever the office is shut';
  const services = rota.lgsl.length === 0 ? [] : [`LGSL ${rota.lgsl.join(', ')}`];
  const changes = `changes at ${formatTimeOfDay(rota.changesAtMinute)}`;
  return {
    ...{ id: rota.id, name: rota.name, href: href(rota.id) },
    about: [rota.teamName ?? 'Every team', ...services, hours, changes].join(' · '),
    now: onDuty ? `On duty until ${formatDateTime(onDuty.until, { now })}` : 'Nobody is on duty now',
    people: (onDuty?.people ?? []).map(({ personId }) => dutyLine(nameOf(personId), telephones.get(personId) ?? '')),
    days: {
      caption: 'The next two weeks',
      head: [{ text: 'Days' }, { text: 'In this order' }],
      firstCellIsHeader: true,
      rows: inRuns(days).map(({ from, to, people }) => [
        { text: daysWords(from, to, today) },
        { text: people.map(nameOf).join(', ') || 'Nobody' },
      ]),
    },
  };
}

/** Days in a row that have the same people. */
function inRuns(days: ShownRota['days']): { from: LocalDate; to: LocalDate; people: readonly string[] }[] {
  const runs: { from: LocalDate; to: LocalDate; people: readonly string[] }[] = [];
  for (const { on, people } of days) {
    const last = runs.at(-1);
    if (last?.people.join() === people.join()) last.to = on;
    else runs.push({ from: on, to: on, people });
  }
  return runs;
}

/** "Mon 23 Nov to Sun 29 Nov" */
function daysWords(fromOn: LocalDate, toOn: LocalDate, today: LocalDate): string {
  const from = formatShortDate(fromOn, { today });
  return fromOn === toOn ? from : `${from} to ${formatShortDate(toOn, { today })}`;
}

function dutyLine(name: string, telephone: string): DutyLine {
  const ring = telephone === '' ? undefined : { href: telephoneUri(telephone), text: formatTelephone(telephone) };
  return { name, ring };
}

/** "Nobody is on duty for Highways out of hours: Mon 23 Nov to Sun 29 Nov" */
function warningWords(one: DutyWarning, { rotas, names }: Pick<Rotas, 'rotas' | 'names'>, today: LocalDate): string {
  const rotaName = (id: string | null): string => rotas.find(({ rota }) => rota.id === id)?.rota.name ?? '';
  const days = daysWords(one.fromOn, one.toOn, today);
  const who = names.get(one.personId ?? '') ?? '';
  switch (one.kind) {
    case 'nobody':
      return `Nobody is on duty for ${rotaName(one.rotaId)}: ${days}`;
    case 'away':
      return `${who} is away, and first on duty for ${rotaName(one.rotaId)}: ${days}. Swap the duty`;
    case 'twice':
      return `${who} is first on duty for ${rotaName(one.rotaId)} and for ${rotaName(one.otherRotaId)}: ${days}`;
  }
}

/** One rota, to be looked at, and changed by those who may. */
export interface RotaPage {
  readonly heading: string;
  readonly authorityId: number;
  readonly listHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly version: number;
  readonly faults: readonly FaultLink[];
  /** Who is on duty, and when; undefined: the rota is not there yet, or has ended. */
  readonly card: RotaCard | undefined;
  readonly warnings: readonly string[];
  /** Starts an emergency call-out by this rota. */
  readonly callOutHref: string | undefined;
  /** Who was called out by it. */
  readonly pastHref: string | undefined;
  readonly mayKeep: boolean;
  readonly fields: readonly FieldView[];
  readonly swaps: readonly { readonly text: string; readonly dropAction: string }[];
  /** Undefined: the rota is not there yet. */
  readonly swapFields: readonly FieldView[] | undefined;
  readonly endAction: string;
}

export interface TypedSwap {
  readonly personId: string;
  readonly standsIn: string;
  readonly fromOn: string;
  readonly toOn: string;
}

export interface RotaRendering {
  readonly authorityId: number;
  readonly typed: TypedRota;
  readonly telephones: ReadonlyMap<string, string>;
  readonly swap: TypedSwap;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly faults: readonly FieldFault[];
  readonly now: Instant;
  readonly csrfToken: string;
  readonly once: string;
  readonly mayKeep: boolean;
  readonly maySeePast: boolean;
  readonly mayCallOut: boolean;
}

type Shown = ShownRota & Pick<Rotas, 'names' | 'warnings'>;

export function rotaPage(found: Shown | undefined, rendering: RotaRendering): RotaPage {
  const { authorityId, faults, now, csrfToken, once, mayKeep } = rendering;
  const today = localDateAt(now);
  const hasEnded = found !== undefined && found.rota.endedAt !== null;
  const isOver = hasEnded && faults.length === 0; // who typed while it ended still finds what they typed
  const at = found ? href(found.rota.id) : `${rotasHref}/new?authority=${authorityId}`;
  return {
    heading: found?.rota.name ?? 'New duty rota',
    listHref: `${rotasHref}?authority=${authorityId}`,
    ...{
      authorityId,
      action: at,
      csrfToken,
      once,
      mayKeep: mayKeep && !isOver,
      version: found?.rota.version ?? 0,
    },
    faults: faultLinks(faults),
    warnings: hasEnded
      ? ['This rota has ended: nobody is on duty by it.']
      : (found?.warnings.map((one) => warningWords(one, { rotas: [found], names: found.names }, today)) ?? []),
    fields: rotaBoxes(rendering),
    swaps: (found?.swaps ?? []).map((swap) => ({
      text: swapWords(swap, today),
      dropAction: `${at}/swaps/${swap.id}/drop`,
    })),
    pastHref: found && rendering.maySeePast ? `/desk/call-outs?rota=${found.rota.id}` : undefined,
    callOutHref:
      found && !hasEnded && rendering.mayCallOut
        ? `/desk/call-outs/new?authority=${authorityId}&rota=${found.rota.id}`
        : undefined,
    card: found && !hasEnded ? rotaCard(found, found.names, rendering) : undefined,
    swapFields: found && mayKeep && !isOver ? swapBoxes(found, rendering) : undefined,
    endAction: `${at}/end`,
  };
}

function swapWords({ standsInName, personName, fromOn, toOn }: DutySwap, today: LocalDate): string {
  const days = daysWords(fromOn, toOn, today);
  return `${standsInName} for ${personName}: ${days}`;
}

type Box = Pick<RotaRendering, 'faults'>;

function box({ faults }: Box, name: string, text: string, value: string, more: object = {}): FieldView {
  return {
    control: 'text',
    name,
    id: name,
    label: { text },
    value,
    autocomplete: 'off',
    ...more,
    errorMessage: errorAt(faults, name),
  };
}

function rotaBoxes(rendering: RotaRendering): FieldView[] {
  const { typed, teams } = rendering;
  const ask = (name: keyof TypedRota, text: string, hint: string, more: object = {}): FieldView =>
    box(rendering, name, text, typed[name], { ...(hint ? { hint: { text: hint } } : {}), ...more });
  const items: SelectOption[] = [
    { value: '', text: 'Every team of the council' },
    ...teams.map(({ id, name }) => ({ value: id, text: name })),
  ];
  return [
    ask('name', 'What the rota is called', ''),
    ask('teamId', 'Whose work it is for', '', { control: 'select', items }),
    ask('lgsl', 'Services (optional)', 'Numbers of the services list, like 525, 867. Left empty: every service'),
    ask(
      'weeks',
      'Who is on duty',
      'A week to a line, names in the order in which they are rung: Tom Reyes, Ines Vale. A dash is a week without anybody. After the last line the first comes again',
      { control: 'textarea', rows: 6 },
    ),
    ask('startsOn', 'First day of the first week', '', { type: 'date' }),
    ask('changesAt', 'Duty changes at', 'Like 9am: what comes before then is still the day before’s', {
      classes: 'govuk-input--width-5',
    }),
    ask('answerMinutes', 'Minutes to answer', 'In a call-out: how long each has, before the next is rung', {
      classes: 'govuk-input--width-5',
      inputmode: 'numeric',
    }),
    ask(
      'escalatesTo',
      'Who is rung after them (optional)',
      'A name or mail address: whoever is rung when nobody on duty answers, before those who lead the team',
    ),
    ask(
      'hours',
      'Hours of duty (optional)',
      'Like Monday to Friday 00:00 to 8am, 5pm to 24:00. Left empty: whenever the office is shut',
      { control: 'textarea', rows: 3 },
    ),
  ];
}

function swapBoxes({ rota, names }: Shown, rendering: RotaRendering): FieldView[] {
  const { swap } = rendering;
  const people = [...new Set(rota.weeks.flat())].map((id) => ({ value: id, text: names.get(id) ?? '' }));
  return [
    box(rendering, 'personId', 'Whose duty', swap.personId, { control: 'select', items: people }),
    box(rendering, 'standsInId', 'Who does it instead', swap.standsIn, { hint: { text: 'A name or mail address' } }),
    box(rendering, 'fromOn', 'First day', swap.fromOn, { type: 'date' }),
    box(rendering, 'toOn', 'Last day', swap.toOn, { type: 'date' }),
  ];
}
