import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatTime } from '../kernel/format-time.js';
import { formatTelephone } from '../kernel/telephone.js';
import type { EmptyStateView, NoteView, PaginationView, PillView, TabsView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import type { Link } from '../web/shell.js';
import { callOutLists, type CallOutList, type ListedCallOuts, type RingToSee, type WholeCallOut } from './queries.js';
import { endWords, messageWords, nameOf, ringWords, roleWords, statePills } from './words.js';

export const callOutsHref = '/desk/call-outs';

/** One call-out in a list. */
export interface CallOutLine {
  readonly href: string;
  readonly name: string;
  readonly pill: PillView;
  readonly words: string;
}

export interface CallOutsPage {
  readonly heading: string;
  readonly crumbs: readonly Link[];
  readonly pages: PaginationView | undefined;
  readonly tabs: TabsView | undefined;
  readonly lines: readonly CallOutLine[];
  readonly startHref: string | undefined;
  readonly empty: EmptyStateView;
}

const listNames: Readonly<Record<CallOutList, string>> = { open: 'Open', mine: 'For me', ended: 'Ended this month' };
const emptyTexts: Readonly<Record<CallOutList, string>> = {
  open: 'No call-out is open.',
  mine: 'You are not called out.',
  ended: 'No call-out ended in the last 30 days.',
};

interface ListInput {
  readonly list: CallOutList;
  /** Whose past call-outs they are; undefined: every one's. */
  readonly rota: { readonly id: string; readonly name: string } | undefined;
  readonly isFirst: boolean;
  readonly now: Instant;
  readonly mayStart: boolean;
}

const rotasHref = '/desk/directory/rotas';
const crumbs = [
  { text: 'Directory', href: '/desk/directory' },
  { text: 'Duty rotas', href: rotasHref },
];

function pagesOf(firstHref: string, nextCursor: string | null, isFirst: boolean): PaginationView | undefined {
  if (isFirst && nextCursor === null) return undefined;
  const next = nextCursor === null ? {} : { next: { text: 'Earlier ones', href: `${firstHref}&cursor=${nextCursor}` } };
  return { ...(isFirst ? {} : { previous: { text: 'The latest', href: firstHref } }), ...next };
}

export function callOutsPage(
  { items: found, nextCursor }: ListedCallOuts,
  { list, rota, isFirst, now, mayStart }: ListInput,
): CallOutsPage {
  const firstHref = rota === undefined ? `${callOutsHref}?list=${list}` : `${callOutsHref}?rota=${rota.id}`;
  const rotas = [...crumbs, ...(rota === undefined ? [] : [{ text: rota.name, href: `${rotasHref}/${rota.id}` }])];
  return {
    heading: rota === undefined ? 'Call-outs' : `Past call-outs: ${rota.name}`,
    crumbs: rotas,
    pages: pagesOf(firstHref, nextCursor, isFirst),
    tabs:
      rota !== undefined
        ? undefined
        : {
            label: 'Which call-outs',
            items: callOutLists.map((name) => ({
              ...{ text: listNames[name], href: `${callOutsHref}?list=${name}`, current: name === list },
            })),
          },
    lines: found.map((one) => ({
      ...{ href: `${callOutsHref}/${one.id}`, name: nameOf(one), pill: statePills[one.state] },
      words: [one.place, endWords(one, now) ?? `since ${formatDateTime(one.startedAt, { now })}`, one.reference]
        .filter(Boolean)
        .join(' · '),
    })),
    startHref: mayStart ? `${callOutsHref}/new` : undefined,
    empty:
      rota !== undefined
        ? {
            text: 'Nobody was called out by this rota yet.',
            action: { text: 'See who is on duty', href: `${rotasHref}/${rota.id}` },
          }
        : {
            text: `${emptyTexts[list]} A call-out rings down the duty list until somebody accepts it.`,
            action: { text: 'See who is on duty', href: '/desk/directory/rotas' },
          },
  };
}

interface RingHref {
  readonly href: string;
  readonly text: string;
}

/** Somebody on the list. */
export interface RingLine {
  readonly name: string;
  readonly role: string;
  readonly words: string;
  readonly note: string | undefined;
  readonly ring: RingHref | undefined;
  readonly isNow: boolean;
}

/** What a form of the page sent, when it came back. */
export interface TypedCallOut {
  readonly place: string;
  readonly note: string;
  readonly reason: string;
}

export interface CallOutPage {
  readonly heading: string;
  readonly pill: PillView;
  readonly notes: readonly NoteView[];
  readonly reason: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href?: string }[];
  readonly href: string;
  readonly liveHref: string | undefined;
  readonly csrfToken: string;
  readonly version: number;
  readonly faults: readonly { readonly text: string; readonly href: string }[];
  /** Whoever is rung now. */
  readonly now: (RingLine & { readonly until: string }) | undefined;
  readonly rings: readonly RingLine[];
  /** What the reader says of themselves; undefined: they are not on the list, or it is over. */
  readonly answerNote: FieldView | undefined;
  readonly said: readonly FieldView[];
  readonly standDown: FieldView | undefined;
  readonly mayRingAgain: boolean;
}

export interface CallOutRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly typed: TypedCallOut;
  readonly councilName: string;
}

export function callOutPage(one: WholeCallOut, rendering: CallOutRendering): CallOutPage {
  const { now, csrfToken, faults, typed } = rendering;
  const lines = one.rings.map((ring) => ringLine(ring, one));
  const current = lines.find(({ isNow }) => isNow);
  const href = `${callOutsHref}/${one.id}`;
  const isOpen = one.endedAt === null;
  return {
    heading: `Call-out: ${nameOf(one)}`,
    pill: statePills[one.state],
    notes: notesOf(one, now),
    reason: one.reason !== null && nameOf(one) !== one.reason ? one.reason : undefined,
    facts: factsOf(one, rendering),
    ...{ href, csrfToken, version: one.version },
    liveHref: isOpen ? `${href}/live?version=${one.version}&as=stream` : undefined,
    faults: faults.map(({ field, message }) => ({ text: message, href: field === '' ? '#main' : `#${field}` })),
    now: current && { ...current, until: one.dueAt === null ? '' : `To answer by ${formatTime(one.dueAt)}` },
    rings: lines,
    answerNote: one.mayAnswer ? box(rendering, 'answer', 'What should be known (optional)', '') : undefined,
    said: one.mayLead && lines.length > 0 ? saidBoxes(one, rendering) : [],
    standDown: one.mayLead ? box(rendering, 'reason', 'Why nobody has to go', typed.reason) : undefined,
    mayRingAgain: one.mayLead && one.state === 'exhausted',
  };
}

function box({ faults }: CallOutRendering, name: string, text: string, value: string): FieldView {
  const message = faults.find(({ field }) => field === name)?.message;
  const error = message === undefined ? {} : { errorMessage: { text: message } };
  return { control: 'text', name, id: name, label: { text }, value, autocomplete: 'off', ...error };
}

function saidBoxes({ rings, ringing }: WholeCallOut, rendering: CallOutRendering): FieldView[] {
  const { typed } = rendering;
  const items = rings.map(({ place, personName }) => ({ value: String(place), text: `${place}. ${personName}` }));
  const chosen = typed.place === '' ? String(ringing === 0 ? 1 : ringing) : typed.place;
  return [
    { control: 'select', name: 'place', id: 'place', label: { text: 'Who was rung' }, items, value: chosen },
    box(rendering, 'note', 'What they said (optional)', typed.note),
  ];
}

function ringLine(ring: RingToSee, callOut: WholeCallOut): RingLine {
  const { telephone, personName, role, place, note, outcome } = ring;
  const number = telephone === '' ? undefined : { href: `tel:${telephone}`, text: formatTelephone(telephone) };
  return {
    ...{
      name: personName,
      role: roleWords[role],
      words: [ringWords(ring, callOut), messageWords(ring)].filter(Boolean).join(' · '),
      note: note ?? undefined,
    },
    ring: callOut.endedAt === null ? number : undefined,
    isNow: callOut.state === 'ringing' && callOut.ringing === place && outcome === null,
  };
}

function notesOf(one: WholeCallOut, now: Instant): NoteView[] {
  const gap = 'Nobody was on duty when it began: those in charge are rung instead.';
  const none = 'Nobody is on duty and nobody is in charge of this work in the directory. Ring somebody who can help.';
  const isNobody = one.rings.length === 0;
  return [
    ...(one.isGap ? [{ tone: 'warning' as const, text: isNobody ? none : gap }] : []),
    ...(one.state === 'exhausted' && !isNobody ? [{ tone: 'bad' as const, text: exhaustedWords(one, now) }] : []),
    ...(one.reason === null
      ? [{ tone: 'info' as const, text: 'What has happened is kept to the team of its case.' }]
      : []),
  ];
}

function exhaustedWords({ exhaustedAt, rings }: WholeCallOut, now: Instant): string {
  const since = exhaustedAt === null ? '' : ` since ${formatDateTime(exhaustedAt, { now })}`;
  const people = rings.length === 1 ? '1 person was rung' : `${rings.length} people were rung`;
  return `Nobody has accepted it${since}: ${people}, and those in charge were told. Ring again, or stand it down.`;
}

function factsOf(one: WholeCallOut, { now, councilName }: CallOutRendering): CallOutPage['facts'] {
  const told = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : []);
  return [
    ...told('Where', one.place),
    ...(one.reference === null ? [] : [{ label: 'Case', value: one.reference, href: `/desk/cases/${one.reference}` }]),
    ...told('Began', `${formatDateTime(one.startedAt, { now })}, ${one.startedByName}`),
    ...told('Ended', endWords(one, now)),
    ...told('Why it was stood down', one.result),
    ...told('Council', councilName),
    ...(one.rotaId === null || one.rotaName === null
      ? []
      : [{ label: 'Rota', value: one.rotaName, href: `/desk/directory/rotas/${one.rotaId}` }]),
  ];
}
