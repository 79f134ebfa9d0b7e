import type { NamedEntry } from '../../audit/index.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { EmptyStateView } from '../../web/components.js';

/** Who saw and changed a case, newest first. */
export interface HistoryPage {
  readonly reference: string;
  readonly caseHref: string;
  readonly rows: readonly {
    readonly when: string;
    readonly dateTime: string;
    readonly who: string;
    readonly what: string;
  }[];
  readonly empty: EmptyStateView;
}

export function historyPage(
  entries: readonly NamedEntry[],
  { now, reference, caseHref }: { now: Instant; reference: string; caseHref: string },
): HistoryPage {
  return {
    reference,
    caseHref,
    rows: entries.map(({ at, action, actorName, actorReason }) => ({
      when: capitalised(formatDateTime(at, { now })),
      dateTime: new Date(at).toISOString(),
      who: actorName ?? (actorReason === null ? 'Nobody signed in' : `Moothall: ${actorReason}`),
      what: actionWords(action),
    })),
    empty: { text: 'Nothing is in the audit trail of this case.' },
  };
}

const words: Readonly<Record<string, string>> = {
  'cases.get-case': 'Saw the case',
  'cases.get-case-page': 'Saw the case',
  'cases.get-case-to-edit': 'Opened the case to edit it',
  'cases.get-case-to-print': 'Opened the case to print it',
  'cases.list-queue': 'Saw it first in a queue',
  'cases.list-my-work': 'Saw it first in their work',
  'cases.list-for-export': 'Took it out as part of a file',
  'cases.log-case': 'Logged the case',
  'cases.import-legacy-cases': 'Brought the case over',
  'cases.escalate-case': 'Told those in charge of its due time',
};

/** "Change status": what isn't put better above is called by its command. */
export function actionWords(action: string): string {
  const name = action.replace(/^[a-z-]+\./, '').replaceAll('-', ' ');
  return words[action] ?? capitalised(name);
}
