import { sizeWords, type CaseFile } from '../../cases/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { PillView } from '../../web/components.js';
import type { Transfer } from '../transfers/transfer-types.js';
import type { FileState, TransferFile } from './file-types.js';

/** Files to choose from, by id: "kerb.jpg, 840 KB". */
export function fileOptions(files: readonly CaseFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ id, name, sizeBytes }) => [id, `${name}, ${sizeWords(sizeBytes)}`]));
}

export interface TransferFileView {
  readonly name: string;
  readonly pill: PillView;
  /** "840 KB · From us · announced 10:02", and how much of it is here or why it is not. */
  readonly about: string;
  readonly why: string;
}

const pills: Readonly<Record<FileState, PillView>> = {
  waiting: { text: 'On its way', tone: 'info' },
  arrived: { text: 'Arrived', tone: 'good' },
  refused: { text: 'Refused', tone: 'bad' },
};

/** A file that goes with a transfer, on the transfer's page. */
export function transferFileView(file: TransferFile, transfer: Transfer, now: Instant): TransferFileView {
  const { name, direction, sizeBytes, announcedAt, settledAt } = file;
  const when = settledAt ?? announcedAt;
  const from = direction === 'out' ? 'From us' : `From ${transfer.peerName}`;
  const about = [sizeWords(sizeBytes), from, formatDateTime(when, { now })];
  return {
    name,
    pill: pillOf(file, transfer),
    about: [...about, ...progress(file)].join(' · '),
    why: whyOf(file, transfer),
  };
}

function pillOf({ state }: TransferFile, transfer: Transfer): PillView {
  if (state !== 'waiting' || transfer.state === 'accepted') return pills[state];
  return isUnanswered(transfer) ? { text: 'Not sent yet', tone: 'neutral' } : { text: 'Not sent', tone: 'neutral' };
}

function isUnanswered({ state }: Transfer): boolean {
  return state === 'offered' || state === 'withdrawing';
}

function progress({ state, direction, cameBytes, sizeBytes }: TransferFile): string[] {
  if (state !== 'waiting' || direction === 'out' || cameBytes === 0) return [];
  return [`${Math.floor((100 * cameBytes) / sizeBytes)}% is here`];
}

function whyOf({ state, reason, failure }: TransferFile, transfer: Transfer): string {
  if (state === 'refused') return reason ?? '';
  if (state === 'waiting' && isUnanswered(transfer)) return 'It is sent once the case is taken over.';
  return failure === null ? '' : `${failure}. It is tried again by itself.`;
}
