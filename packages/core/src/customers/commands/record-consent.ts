import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line, longText, optional, uuidField } from '../../kernel/input.js';
import { consentPurposes, insertConsent, lawfulBases, listConsentsOf } from '../record/consents-repository.js';
import { holdOpen } from '../restricted/hold-open.js';
import { noteChange } from '../record/note-change.js';
import { preferredChannels } from '../types.js';

export const NewConsent = z.strictObject({
  purpose: z.enum(consentPurposes, 'Choose what they agreed to'),
  lawfulBasis: z.enum(lawfulBases, 'Choose the lawful basis'),
  /** Left out: by whichever channel. */
  channel: optional(z.enum(preferredChannels)),
  /** Which words they agreed to: "survey-2026-1". */
  wordingVersion: line(60, 'the version of the words read to them'),
  /** How it is known: "said on the telephone". */
  evidence: longText(500, 'how it is known'),
});

/** Records what a customer agreed to. The same again, for the same words and channel, changes nothing while it holds. */
export const recordConsent = defineCommand({
  name: 'customers.record-consent',
  permission: 'customers.edit',
  input: NewConsent.extend({ customerId: uuidField }),
  run: async (context, { customerId, channel = null, ...given }) => {
    const customer = await holdOpen(context, customerId);
    const known = (await listConsentsOf(context.db, customerId)).find(
      (one) =>
        one.withdrawnAt === null &&
        one.purpose === given.purpose &&
        one.channel === channel &&
        one.wordingVersion === given.wordingVersion,
    );
    const id = known?.id ?? context.newId();
    const { authorityId } = customer;
    const givenTo = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const row = { id, authorityId, customerId, channel, ...given, givenAt: context.now, givenTo };
    if (!known) await insertConsent(context.db, row);
    const { purpose, lawfulBasis, wordingVersion, evidence } = given;
    const details = { consentId: id, purpose, lawfulBasis, wordingVersion };
    return { id, version: await noteChange(context, customer, { details, personal: { channel, evidence } }) };
  },
});
