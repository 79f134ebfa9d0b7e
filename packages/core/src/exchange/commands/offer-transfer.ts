import { z } from 'zod';
import { caseErrors, caseToChange, definitionOf, refuseCardNumber, saveCase, type Case } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { line, longText, uuidField, versionField } from '../../kernel/input.js';
import { exchangeErrors } from '../exchange-errors.js';
import { announceFiles, auditedFiles, chooseFiles } from '../files/announce-files.js';
import { findPeer } from '../peers/peers-repository.js';
import { contentOf } from '../transfers/case-content.js';
import { writeDown } from '../transfers/transfer-to-change.js';
import { findTransfer, insertTransfer } from '../transfers/transfers-repository.js';
import { transferFields } from '../transfers/transfer-types.js';
import { mostFiles } from '../wire/message.js';
import { sendMessage } from '../wire/send-message.js';

/**
 * Offers a case to a council in another installation. It stays with its team until they accept; what is chosen leaves with
 * the offer, and nothing else.
 * @throws not_found; stale_version; transfer_restricted; transfer_open; case_already_closed; exchange_peer_ended; bad_input
 */
export const offerTransfer = defineCommand({
  name: 'exchange.offer-transfer',
  permission: 'exchange.hand-over',
  input: z.strictObject({
    caseId: uuidField,
    peerId: z.string('Choose the council').pipe(uuidField),
    /** What of the case is sent besides its service, title, reference and date. */
    fields: z.array(z.enum(transferFields)).max(transferFields.length),
    lawfulBasis: line(300, 'the lawful basis'),
    purpose: longText(2000, 'why they need it'),
    /** What the receiver needs to know. */
    note: longText(5000, 'what they need to know'),
    /** Files of the case that go with it. They are fetched once it is taken over. */
    files: z.array(uuidField).max(mostFiles).default([]),
    expectedVersion: versionField,
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { caseId, peerId, expectedVersion, files, ...chosen }) => {
    const found = await caseToChange(context, caseId);
    refuseUnfit(found, expectedVersion);
    refuseCardNumber('note', chosen.note);
    const peer = await findPeer(context.db, peerId);
    if (peer?.authorityId !== found.authorityId)
      throw badInput({ faults: [{ field: 'peerId', message: 'Choose a council that yours is connected to' }] });
    await saveCase(context, found, {});
    const attached = await chooseFiles(context, caseId, { ids: files });
    const announced = attached.length === 0 ? {} : { files: attached.map((one) => one.announced) };
    const definition = await definitionOf(context.db, found.serviceVersionId);
    const content = { ...contentOf(found, definition, chosen), ...announced };
    const id = context.newId();
    const { authorityId } = found;
    const offered = {
      offeredAt: context.now,
      offeredByName: context.actor.kind === 'staff' ? context.actor.name : null,
    };
    const about = { id, authorityId, peerId, transferKey: context.newId(), caseId, content, ...offered };
    if (!(await insertTransfer(context.db, { ...about, direction: 'out', state: 'offered', at: context.now })))
      throw exchangeErrors.alreadyOut();
    const transfer = await findTransfer(context.db, id);
    if (!transfer) throw new Error('a transfer that was just written is not there');
    const version = await sendMessage(context, transfer, { kind: 'offer', request: content });
    const { lawful_basis: lawfulBasis, fields } = content.terms;
    await writeDown(context, transfer, {
      step: 'offered',
      words: chosen.note,
      details: { peerId, fields, lawfulBasis, ...auditedFiles(attached) },
    });
    await announceFiles(context, transfer, attached);
    return { id, version };
  },
});

function refuseUnfit(found: Case, expectedVersion: number): void {
  if (found.version !== expectedVersion) throw staleVersion({ facts: { version: found.version } });
  if (found.restriction !== null) throw exchangeErrors.restricted();
  if (found.statusKind === 'closed') throw caseErrors.closed();
}
