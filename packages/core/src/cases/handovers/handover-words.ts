import type { PillView } from '../../web/components.js';
import type { Handover } from './handover-types.js';

type Ended = Pick<Handover, 'state' | 'to' | 'fromName' | 'endedByName' | 'finishedAt'>;

/** Who has it now: "With Tom Reyes; Highways has not answered yet". It always names one owner. */
export function handoverStateWords({ state, to, fromName, endedByName, finishedAt }: Ended): string {
  switch (state) {
    case 'offered':
      return `With ${fromName} until ${to.name} accepts`;
    case 'accepted':
      return finishedAt === null ? `With ${endedByName ?? to.name}` : `Done by ${endedByName ?? to.name}`;
    case 'declined':
      return `Declined: back with ${fromName}`;
    case 'returned':
      return `Not accepted in time: back with ${fromName}`;
    case 'withdrawn':
      return `Taken back by ${fromName}`;
  }
}

export function handoverPill({ state, finishedAt }: Pick<Handover, 'state' | 'finishedAt'>): PillView {
  const pills = {
    offered: { text: 'Waiting', tone: 'info' },
    accepted: { text: finishedAt === null ? 'Accepted' : 'Done', tone: 'good' },
    declined: { text: 'Declined', tone: 'warning' },
    returned: { text: 'Returned', tone: 'warning' },
    withdrawn: { text: 'Taken back', tone: 'neutral' },
  } as const;
  return pills[state];
}

/** "DU-4F7K-2Q9M-X Missed rubbish bin", "Blocked drain" */
export function aboutWords({
  reference,
  about,
  isKeptBack,
}: Pick<Handover, 'reference' | 'about' | 'isKeptBack'>): string {
  if (isKeptBack) return 'An enquiry of a customer whose record is restricted';
  return [reference, about ?? (reference === null ? 'An enquiry' : '')].filter(Boolean).join(' ');
}
