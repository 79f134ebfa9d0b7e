import type { BulletinNote } from '../../bulletins/index.js';
import type { DescribedSummary, Queue } from '../../cases/index.js';
import { contactWords, type AdviserFigures, type Interaction, type LiveCall } from '../../interactions/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDate, formatTime } from '../../kernel/format-time.js';
import { localDateAt, toLocal } from '../../kernel/london-time.js';
import { caseLine, type CaseLine } from '../case-lines.js';
import { callLine, type CallLine } from './call-line.js';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** How it is counted, in a sentence. */
  readonly meaning: string;
}

export interface Duty {
  readonly permission: string;
  readonly text: string;
  readonly href: string;
  readonly about: string;
}

export interface HomePage {
  readonly greeting: string;
  readonly today: string;
  readonly handles: boolean;
  readonly notes: readonly BulletinNote[];
  readonly underWay: readonly { readonly text: string; readonly href: string; readonly since: string }[];
  /** Calls that no contact was started for. */
  readonly calls: readonly CallLine[];
  readonly figures: readonly Figure[];
  /** Undefined for those who see no cases. */
  readonly work: readonly CaseLine[] | undefined;
  readonly workMore: number;
  readonly due: readonly CaseLine[] | undefined;
  readonly views: readonly { readonly text: string; readonly href: string; readonly count: number }[];
  /** Where those go who work no cases. */
  readonly looksAfter: readonly Omit<Duty, 'permission'>[];
  readonly csrfToken: string;
  readonly mayTake: boolean;
}

interface HomeFacts {
  readonly name: string;
  readonly now: Instant;
  readonly handles: boolean;
  readonly notes: readonly BulletinNote[];
  readonly interactions: readonly Interaction[];
  readonly calls: readonly LiveCall[];
  readonly figures: AdviserFigures | undefined;
  readonly work: readonly DescribedSummary[] | undefined;
  readonly queue: Queue | undefined;
  readonly looksAfter: readonly Duty[];
  readonly csrfToken: string;
  readonly mayTake: boolean;
}

const workShown = 8;

export function homePage(facts: HomeFacts): HomePage {
  const { now, work, queue } = facts;
  const today = localDateAt(now);
  return {
    greeting: `${greetingAt(now)}, ${facts.name.split(' ')[0] ?? ''}`,
    today: formatDate(today, { today }),
    handles: facts.handles,
    notes: facts.notes,
    underWay: facts.interactions.map(({ id, channel, participant, startedAt }) => ({
      text: `${contactWords[channel]}${participant.name ? ` with ${participant.name}` : ''}`,
      href: `/desk/interactions/${id}`,
      since: `since ${formatTime(startedAt)}`,
    })),
    calls: facts.calls.map(callLine),
    figures: facts.figures ? figuresOf(facts.figures) : [],
    work: work?.slice(0, workShown).map((one) => caseLine(one, now)),
    workMore: Math.max(0, (work?.length ?? 0) - workShown),
    due: queue?.items.map((one) => caseLine(one, now)),
    views: queue ? viewsOf(queue) : [],
    looksAfter: facts.looksAfter,
    csrfToken: facts.csrfToken,
    mayTake: facts.mayTake,
  };
}

function greetingAt(now: Instant): string {
  const { minuteOfDay } = toLocal(now);
  if (minuteOfDay < 12 * 60) return 'Good morning';
  return minuteOfDay < 17 * 60 ? 'Good afternoon' : 'Good evening';
}

function figuresOf({ contacts, enquiries, resolvedAtFirstContact, logged }: AdviserFigures): Figure[] {
  const share = enquiries === 0 ? '–' : `${Math.round((resolvedAtFirstContact / enquiries) * 100)}%`;
  return [
    { label: 'Contacts today', value: String(contacts), meaning: 'Contacts that you started since midnight.' },
    {
      label: 'Answered first time',
      value: share,
      meaning: 'Enquiries you closed as resolved, of all that you closed today.',
    },
    { label: 'Cases logged', value: String(logged), meaning: 'Enquiries that became a case.' },
  ];
}

const viewWords = { late: 'Late', 'due-today': 'Due today', unassigned: 'With nobody', waiting: 'Waiting' } as const;

function viewsOf({ counts }: Queue): HomePage['views'] {
  return Object.entries(viewWords).map(([view, text]) => ({
    text,
    href: `/desk/queue?view=${view}`,
    count: counts[view as keyof typeof viewWords],
  }));
}
