import { nameOfActor } from '../../kernel/actor.js';
import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound } from '../../kernel/errors.js';
import { newSecret } from '../../kernel/http/tokens.js';
import { line, uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { defineQuery } from '../../kernel/query.js';
import { narrowScope } from '../../kernel/scope.js';
import {
  countGoodScimTokens,
  findScimToken,
  insertScimToken,
  listAllScimTokens,
  revokeToken,
  type ScimToken,
} from './scim-tokens-repository.js';

const mostTokens = 10;
export const tooManyScimTokens = defineError(
  'too_many_scim_tokens',
  409,
  `The council has ${mostTokens} tokens that are good. Revoke one that is not used any more.`,
);

/** A new token. Only its hash is kept. */
export function newScimSecret(kernel: Pick<Kernel, 'random'>): string {
  return newSecret(kernel, 'moothall_scim_');
}

/**
 * Lets a council's own system keep its staff here. Whoever asks makes the secret and shows it once; only its hash comes here.
 * @throws not_allowed; bad_input; too_many_scim_tokens
 */
export const addScimToken = defineCommand({
  name: 'directory.add-scim-token',
  permission: 'access.manage',
  input: z.strictObject({
    authorityId: z.coerce.number('Choose the council').int('Choose the council').positive('Choose the council'),
    name: line(80, 'which system it is for'),
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { authorityId, name, tokenHash }) => {
    const { actor, kernel, now } = context;
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    if ((await getAuthority(kernel, authorityId)).kind !== 'authority')
      throw badInput({ faults: [{ field: 'authorityId', message: 'Choose a council' }] });
    if ((await countGoodScimTokens(db)) >= mostTokens) throw tooManyScimTokens();
    const id = context.newId();
    const createdByName = nameOfActor(actor);
    await insertScimToken(db, { id, authorityId, name, tokenHash, createdAt: now, createdByName });
    await context.audit({ authorityId, subject: { kind: 'scim-token', id }, details: { name } });
    return { id };
  },
});

/** A token stops working now and for good, and stays on the list. @throws not_found */
export const revokeScimToken = defineCommand({
  name: 'directory.revoke-scim-token',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ id: z.string() }),
  run: async ({ db, now, audit }, { id }) => {
    const token = await findScimToken(db, id);
    if (!token) throw notFound();
    const { authorityId, name } = token;
    if (token.revokedAt === null) await revokeToken(db, id, now);
    await audit({ authorityId, subject: { kind: 'scim-token', id }, details: { name } });
    return { id };
  },
});

/** The tokens of the reader's councils: those that are good, and those revoked last. */
export const listScimTokens = defineQuery({
  name: 'directory.list-scim-tokens',
  permission: 'access.manage',
  input: z.strictObject({}),
  run: async ({ db }): Promise<readonly ScimToken[]> => listAllScimTokens(db),
});
