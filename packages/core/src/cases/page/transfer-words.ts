import type { NoteView } from '../../web/components.js';
import type { CaseEventData, TransferStep } from '../types.js';

/** Whether what happened says with whom the case is now; a note or a status does not. */
export function isStanding({ transfer }: CaseEventData): boolean {
  return transfer !== undefined && !says.includes(transfer);
}

const says: readonly TransferStep[] = ['note', 'status', 'their-note', 'their-status'];

/** "Offered to Brayford Borough Council", in a case's timeline. */
export function transferWords({
  transfer = 'offered',
  direction = 'out',
  name = 'another council',
}: CaseEventData): string {
  const words: Readonly<Record<TransferStep, string>> = {
    arriving: `Coming from ${name}`,
    offered: `Offered to ${name}`,
    withdrawing: `Asked ${name} to give it back`,
    withdrawn: `Taken back from ${name}`,
    accepted: direction === 'out' ? `${name} took it over` : `Taken over from ${name}`,
    declined: `${name} declined it`,
    note: `Written to ${name}`,
    status: `${name} was told how it stands`,
    'their-note': `From ${name}`,
    'their-status': `How it stands at ${name}`,
  };
  return words[transfer];
}

/** Who has the case, on its page: always one of the two councils. Undefined where the hand-over came to nothing. */
export function elsewhereNote(data: CaseEventData | undefined): NoteView | undefined {
  const { transfer, direction, name = 'another council', theirReference, transferId = '' } = data ?? {};
  const link = { text: 'The hand-over', href: `/desk/exchange/transfers/${transferId}` };
  const theirs = theirReference === undefined ? '' : `, under ${theirReference}`;
  if (transfer === 'accepted' && direction === 'out')
    return {
      tone: 'warning',
      lead: `With ${name}`,
      text: `${name} has this case now${theirs}. What they report stands below.`,
      link,
    };
  if (transfer === 'accepted')
    return {
      tone: 'info',
      lead: 'Taken over',
      text: `It came from ${name}${theirs}. Changes of its status are reported there.`,
      link,
    };
  if (transfer === 'offered' || transfer === 'withdrawing')
    return { tone: 'info', lead: `Offered to ${name}`, text: 'It is still ours until they accept.', link };
  return undefined;
}
