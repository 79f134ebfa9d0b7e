import { nameOfActor } from '../../kernel/actor.js';
import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound } from '../../kernel/errors.js';
import { newSecret } from '../../kernel/http/tokens.js';
import { line, uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { narrowScope } from '../../kernel/scope.js';
import { keyRights } from './key-types.js';
import { endKey, findKey, insertKey, listAllKeys } from './keys-repository.js';

const mostKeys = 50;
export const tooManyKeys = defineError(
  'too_many_report_keys',
  409,
  `The council has ${mostKeys} keys that are good. Revoke one that is not used any more.`,
);

/** A new key. Only its hash is kept. */
export function newKeySecret(kernel: Pick<Kernel, 'random'>): string {
  return newSecret(kernel, 'moothall_open311_');
}

/**
 * Lets another system report to a council. Whoever asks makes the secret and shows it once; only its hash comes here.
 * @throws not_allowed; bad_input on `rights`; too_many_report_keys
 */
export const makeKey = defineCommand({
  name: 'open311.make-key',
  permission: 'open311.manage',
  input: z.strictObject({
    authorityId: z.coerce.number('Choose the council').int('Choose the council').positive('Choose the council'),
    name: line(80, 'the name of the system'),
    rights: z.array(z.enum(keyRights)).min(1, 'Choose at least one thing that it may do'),
    secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { authorityId, name, rights, secretHash }) => {
    const { actor, kernel, now } = context;
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    if ((await getAuthority(kernel, authorityId)).kind !== 'authority')
      throw badInput({ faults: [{ field: 'authorityId', message: 'Choose a council' }] });
    const good = (await listAllKeys(db)).filter(({ revokedAt }) => revokedAt === null);
    if (good.length >= mostKeys) throw tooManyKeys();
    const id = context.newId();
    const createdByName = nameOfActor(actor);
    const made = { id, authorityId, name, rights: [...new Set(rights)], createdAt: now, createdByName };
    await insertKey(db, { ...made, secretHash });
    await context.audit({ authorityId, subject: { kind: 'open311-key', id }, details: { name, rights: made.rights } });
    return { id };
  },
});

/** Ends a key at once and for good. One that is revoked stays so. @throws not_found */
export const revokeKey = defineCommand({
  name: 'open311.revoke-key',
  permission: 'open311.manage',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { id }) => {
    const { db, actor, now } = context;
    const key = await findKey(db, id);
    if (!key) throw notFound();
    const { authorityId, name, revokedAt } = key;
    if (revokedAt === null) await endKey(db, id, now, nameOfActor(actor));
    await context.audit({ authorityId, subject: { kind: 'open311-key', id }, details: { name } });
    return { id };
  },
});
