import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { may } from '../../kernel/scope.js';
import { findHomeAuthority } from '../../access/index.js';
import { ownId } from '../own-id.js';
import { ownAccount } from '../permissions.js';
import { insertToken } from '../tokens-repository.js';

/** Makes an API token that may do a part of what the actor may. Takes only the hash of the token. */
export const createToken = defineCommand({
  name: 'identity.create-token',
  permission: ownAccount,
  input: z.strictObject({
    name: line(80, 'what it is for'),
    expiresInDays: z.coerce.number('Choose when it expires').int().min(1).max(366),
    permissions: z.array(line(80)).min(1, 'Choose what the token may do').max(200),
    tokenHash: z.string().length(64),
    madeWith: z.enum(['desk', 'command-line']).default('desk'),
  }),
  run: async ({ db, actor, now, newId, audit }, { name, expiresInDays, permissions, tokenHash, madeWith }) => {
    const personId = ownId(actor);
    const beyond = permissions.find((permission) => permission === ownAccount || !may(actor, permission));
    if (beyond !== undefined)
      throw badInput({ faults: [{ field: 'permissions', message: 'Choose only what you may do yourself' }] });
    const id = newId();
    const expiresAt = now + expiresInDays * DAY_MS;
    await insertToken(db, { id, tokenHash, name, personId, permissions, createdAt: now, expiresAt });
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'api-token', id }, details: { permissions, expiresAt, madeWith } });
    return { id, expiresAt };
  },
});
