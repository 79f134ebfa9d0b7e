import {
  avoidableChoices,
  type AvoidableChoice,
  type Enquiry,
  type WholeInteraction,
} from '../../interactions/index.js';
import { formatTime } from '../../kernel/format-time.js';
import type { Instant } from '../../kernel/clock.js';
import { routeCard, type RouteCard } from '../../directory/index.js';
import type { DraftFields } from '../../identity/index.js';
import { callHref, draftKey } from './call-address.js';
import type { Call } from './read-call.js';
import type { Help } from './read-matter.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';

export interface AvoidableLine {
  readonly value: AvoidableChoice;
  readonly text: string;
  readonly key: string;
  readonly checked: boolean;
}

/** An enquiry that is over, in a line. */
export interface EnquiryLine {
  readonly words: string;
  readonly outcome: string;
  readonly tone: 'good' | 'info' | 'neutral';
  readonly at: string;
}

export interface EnquiryList {
  readonly enquiries: readonly EnquiryLine[];
}

export interface HelpCard {
  readonly name: string;
  readonly purpose: string;
  readonly people: string;
  readonly telephone: string | undefined;
  readonly email: string | undefined;
  readonly passHref: string;
  /** Whom of them to ask now, and why. */
  readonly ask: RouteCard | undefined;
}

export interface NotesColumn {
  readonly form: FormBasics;
  readonly keepAction: string;
  readonly draft: string;
  readonly notes: string;
  readonly notesError: string | undefined;
  readonly avoidable: readonly AvoidableLine[];
  /** Asked for when the contact is finished with enquiries that have no outcome. */
  readonly leftOpen: string | undefined;
  readonly payHref: string | undefined;
  readonly enquiries: readonly EnquiryLine[];
  readonly help: HelpCard | undefined;
}

export function notesColumn(call: Call, rendering: Rendering): NotesColumn {
  const { interaction, draft, enquiry, matter } = call;
  const { typed, faults } = rendering;
  const chosen = typed['avoidable'] ?? textIn(draft, 'avoidable') ?? interaction.avoidable ?? 'no';
  const isAsked = faults.some(({ field }) => field === 'openEnquiries');
  return {
    form: formTo('/finish', interaction, { ...rendering, shown: {} }),
    keepAction: callHref(interaction.id, rendering.shown, '/notes'),
    draft: draftKey(interaction.id),
    notes: typed['notes'] ?? textIn(draft, 'notes') ?? interaction.notes ?? '',
    notesError: errorOf('notes', rendering)?.text,
    avoidable: avoidableChoices.map((value, index) => ({
      value,
      text: avoidableWords[value],
      key: String(index),
      checked: value === chosen,
    })),
    leftOpen: isAsked ? leftOpenWords(enquiry) : undefined,
    payHref: rendering.may.takePayments ? `/desk/interactions/${interaction.id}/payments/new` : undefined,
    enquiries: closedEnquiries(interaction.enquiries),
    help: matter.help && helpCard(call, matter.help, rendering),
  };
}

const avoidableWords: Readonly<Record<AvoidableChoice, string>> = {
  no: 'No',
  'chasing-progress': 'Yes – chasing progress',
  'wrong-department': 'Yes – wrong place',
  'unclear-information': 'Yes – unclear words',
  'repeat-of-fault': 'Yes – not put right',
  'broken-promise': 'Yes – promise not kept',
};

export function avoidableText(value: AvoidableChoice | null): string {
  return avoidableWords[value ?? 'no'];
}

function textIn(draft: DraftFields | undefined, field: string): string | undefined {
  const value = draft?.[field];
  return typeof value === 'string' ? value : value?.at(-1);
}

function leftOpenWords(enquiry: Enquiry | undefined): string {
  const words = enquiry?.words;
  return words ? `“${words}” has no outcome yet.` : 'An enquiry has no outcome yet.';
}

const outcomeWords = {
  resolved: ['Resolved now', 'good'],
  logged: ['Logged', 'info'],
  passed: ['Passed on', 'info'],
  abandoned: ['Abandoned', 'neutral'],
} as const;

/** Those that have an outcome, in the order in which they got it. */
export function closedEnquiries(enquiries: WholeInteraction['enquiries']): EnquiryLine[] {
  return enquiries.flatMap(({ words, outcome, closedAt, caseId }) => {
    if (outcome === null) return [];
    const [text, tone] = outcomeWords[outcome];
    const isProgress = outcome === 'resolved' && caseId !== null;
    return [
      {
        words: words ?? (isProgress ? 'How a case stands' : 'Not described'),
        outcome: isProgress ? 'Told progress' : text,
        tone,
        at: timeOf(closedAt),
      },
    ];
  });
}

function timeOf(at: Instant | null): string {
  return at === null ? '' : formatTime(at);
}

function helpCard({ interaction }: Call, { team, members, route }: Help, { now }: Rendering): HelpCard {
  const leads = members.filter(({ leads: isLead }) => isLead).map(({ name }) => name);
  return {
    name: team.name,
    purpose: team.purpose,
    people: leads.length > 0 ? `Led by ${leads.join(' and ')}` : '',
    telephone: team.telephone ?? undefined,
    email: team.email ?? undefined,
    passHref: callHref(interaction.id, { do: 'pass' }),
    ask: route && routeCard(route, { authorities: [], now }),
  };
}
