import { spokenCaseReference, type DescribedCase, type DescribedSummary, type LoggedCase } from '../../cases/index.js';
import { reaches } from '../../interactions/index.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime, formatShortDateTime } from '../../kernel/format-time.js';
import type { PillView } from '../../web/components.js';
import { callHref } from './call-address.js';
import type { Call } from './read-call.js';
import { formTo, type FormBasics, type Rendering } from './rendering.js';

export interface OpenCaseLine {
  readonly caseId: string;
  readonly reference: string;
  /** Opens it in the middle column, to tell the customer how it stands. */
  readonly tellHref: string;
  readonly title: string;
  readonly state: string;
  readonly due: PillView | undefined;
  /** The first case's chase is one key away. */
  readonly key: 'H' | undefined;
}

export interface OpenCasesCard {
  readonly title: string;
  readonly items: readonly OpenCaseLine[];
  /** "2 more show once identity is checked." */
  readonly hidden: string | undefined;
  readonly chaseForm: FormBasics | undefined;
  readonly allHref: string | undefined;
}

export function openCasesCard(call: Call, rendering: Rendering): OpenCasesCard | undefined {
  if (call.openCases?.state !== 'ready') return undefined;
  const { interaction, matter } = call;
  const { of, items, hidden } = call.openCases.value;
  const { now, shown, may } = rendering;
  const total = items.length + hidden;
  return {
    title: of === 'customer' ? `Open cases (${total})` : `Open cases at the property (${total})`,
    items: items.map((each, index) => ({
      caseId: each.id,
      reference: each.reference,
      tellHref: callHref(interaction.id, { ...shown, do: undefined, logged: undefined, case: each.reference }),
      title: each.title,
      state: each.statusLabel,
      due: duePill(each, now),
      key: index === 0 && matter.part !== 'case' ? 'H' : undefined,
    })),
    hidden: hidden === 0 ? undefined : hiddenWords(hidden, items.length),
    chaseForm: may.chaseCases ? formTo('/case', interaction, rendering) : undefined,
    allHref: interaction.customerId && may.openCustomers ? `/desk/customers/${interaction.customerId}` : undefined,
  };
}

function hiddenWords(hidden: number, shown: number): string {
  const more = shown === 0 ? '' : ' more';
  return hidden === 1 ? `1${more} shows once identity is checked.` : `${hidden}${more} show once identity is checked.`;
}

function duePill({ dueAt }: Pick<DescribedSummary, 'dueAt'>, now: Instant): PillView | undefined {
  if (dueAt === null) return undefined;
  if (dueAt < now) return { text: 'Late', tone: 'bad' };
  const text = formatShortDateTime(dueAt, { now });
  return { text: `Due ${text}`, tone: text.startsWith('today') ? 'warning' : 'neutral' };
}

/** An earlier case that the customer asks about, in the words to read out. */
export interface AboutCase {
  readonly caseId: string;
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  /** What to say; absent until identity is checked. */
  readonly say: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly checkHref: string;
  readonly isClosed: boolean;
  readonly payHref: string | undefined;
  readonly form: FormBasics;
  readonly mayChase: boolean;
  readonly backHref: string;
}

export function aboutCase(call: Call, found: DescribedCase, rendering: Rendering): AboutCase {
  const { interaction, matter } = call;
  const { now, shown, may } = rendering;
  const mayTell = reaches(interaction.identityLevel, matter.disclosure);
  const isClosed = found.statusKind === 'closed';
  return {
    caseId: found.id,
    reference: found.reference,
    href: `/desk/cases/${found.reference}`,
    title: found.title,
    say: mayTell ? sayState(found, now) : undefined,
    facts: mayTell
      ? [
          { label: 'Logged', value: capitalised(formatDateTime(found.openedAt, { now })) },
          { label: 'State', value: found.statusLabel },
          { label: 'With', value: found.teamName ?? 'Another authority' },
        ]
      : [],
    checkHref: callHref(interaction.id, { ...shown, who: 'check' }),
    isClosed,
    payHref: may.takePayments ? payHref(found.reference, interaction.id) : undefined,
    form: formTo('/case', interaction, rendering),
    mayChase: may.chaseCases && !isClosed,
    backHref: callHref(interaction.id, { do: 'ask' }),
  };
}

/** "We are working on it. We aim to finish by Tuesday 24 November, 5pm." */
function sayState({ publicLabel, dueAt, closedAt }: DescribedCase, now: Instant): string {
  const state = /[.!?]$/.test(publicLabel) ? publicLabel : `${publicLabel}.`;
  if (closedAt !== null) return `${state} It was closed ${formatDateTime(closedAt, { now })}.`;
  if (dueAt === null) return state;
  const by = formatDateTime(dueAt, { now });
  return dueAt < now ? `${state} It should have been done ${by}; it is late.` : `${state} It should be done by ${by}.`;
}

const payHref = (reference: string, interactionId: string): string =>
  `/desk/cases/${reference}/payments/new?contact=${interactionId}`;

/** A case just logged: what to tell the customer before they go. */
export interface LoggedCard {
  readonly heading: string;
  readonly reference: string;
  readonly spoken: string;
  /** Undefined for a case that is restricted to another team. */
  readonly href: string | undefined;
  /** To record what is paid towards it, and come back to the contact. */
  readonly payHref: string | undefined;
  readonly due: string | undefined;
}

export function loggedCard(
  interactionId: string,
  { reference, title, dueAt }: LoggedCase,
  { now, may }: Rendering,
): LoggedCard {
  const isPaidHere = title !== null && may.takePayments;
  return {
    heading: title === null ? 'Passed to the team that deals with it' : `Logged: ${title}`,
    reference,
    spoken: spokenCaseReference(reference),
    href: title === null ? undefined : `/desk/cases/${reference}`,
    payHref: isPaidHere ? payHref(reference, interactionId) : undefined,
    due: dueAt === null ? undefined : `It should be done by ${formatDateTime(dueAt, { now })}.`,
  };
}
