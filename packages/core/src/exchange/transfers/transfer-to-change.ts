import { recordEvent, type TransferStep } from '../../cases/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { exchangeErrors } from '../exchange-errors.js';
import { transferAfter, type TransferEvent, type TransferState } from './transfer-rules.js';
import { findTransfer } from './transfers-repository.js';
import type { Transfer } from './transfer-types.js';

/** The transfer that a command is about, as its page showed it. @throws not_found; stale_version */
export async function transferToChange(
  context: CommandContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<Transfer> {
  const transfer = await findTransfer(context.db, id);
  if (!transfer || transfer.state === 'arriving') throw notFound();
  if (transfer.version !== expectedVersion) throw staleVersion({ facts: { version: transfer.version } });
  return transfer;
}

/** @throws transfer_state when what somebody does here can't be done any more */
export function stateAfter(transfer: Transfer, event: TransferEvent): TransferState {
  const state = transferAfter(transfer, event);
  if (state === undefined) throw exchangeErrors.wrongState({ facts: { state: transfer.state } });
  return state;
}

/** What happened, on our case's timeline, if we have one, and in the audit. */
export async function writeDown(
  context: CommandContext,
  transfer: Pick<Transfer, 'id' | 'authorityId' | 'caseId' | 'peerName' | 'direction'>,
  happened: {
    readonly step: TransferStep;
    readonly words?: string | undefined;
    readonly theirReference?: string | undefined;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { id, authorityId, caseId, peerName: name, direction } = transfer;
  const { step, words, theirReference } = happened;
  if (caseId !== null) {
    const reference = theirReference === undefined ? {} : { theirReference };
    const data = { transferId: id, transfer: step, direction, name, ...reference };
    await recordEvent(context, { id: caseId, authorityId }, { kind: 'transfer', body: words, data });
  }
  const details = { step, caseId, ...happened.details };
  const personal = words === undefined ? {} : { personal: { words } };
  await context.audit({ authorityId, subject: { kind: 'transfer', id }, details, ...personal });
  await context.emit({ authorityId, topic: `transfer.${step}`, subjectId: id, payload: { id, step } });
}
