import { z } from 'zod';
import { getPartnership } from '../../authorities/index.js';
import type { Actor } from '../../kernel/actor.js';
import { defineCommand, runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { FingerprintText, PublicKeyText } from '../keys/fingerprint.js';
import { makeKeyFile, removeKeyFile } from '../keys/key-files.js';
import { beginsAt } from '../keys/key-rules.js';
import { insertKey, listKeys } from '../keys/keys-repository.js';

/** Writes down a key whose private half is on disk. Answers false where `unlessThere` and there is one already. */
export const addKey = defineCommand({
  name: 'exchange.add-key',
  permission: 'exchange.manage',
  input: z.strictObject({
    fingerprint: FingerprintText,
    publicKey: PublicKeyText,
    /** `first`: only when the installation has none; `next`: succeeds the one that it has. */
    as: z.enum(['first', 'next']),
  }),
  output: z.object({ isAdded: z.boolean() }),
  run: async (context, { fingerprint, publicKey, as }) => {
    const known = await listKeys(context.db);
    const isAdded = as === 'next' || known.length === 0;
    const fromAt = beginsAt(known, context.now);
    if (isAdded) await insertKey(context.db, { fingerprint, publicKey, madeAt: context.now, fromAt });
    const { authorityIds } = context.db.scope;
    const own = authorityIds === 'all' ? undefined : authorityIds[0];
    const authorityId = own ?? (await getPartnership(context.kernel)).id;
    const details = { fingerprint, as, isAdded, fromAt };
    await context.audit({ authorityId, subject: { kind: 'exchange-key', id: fingerprint }, details });
    return { isAdded };
  },
});

/** Makes the installation's key pair, or its successor. */
export async function makeKey(kernel: Kernel, actor: Actor, as: 'first' | 'next'): Promise<void> {
  const made = await makeKeyFile(kernel);
  try {
    const { isAdded } = await runCommand(kernel, actor, addKey, { ...made, as });
    if (!isAdded) await removeKeyFile(kernel, made.fingerprint);
  } catch (error) {
    await removeKeyFile(kernel, made.fingerprint);
    throw error;
  }
}
