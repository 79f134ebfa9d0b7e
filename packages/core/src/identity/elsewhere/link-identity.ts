import { nameOfActor } from '../../kernel/actor.js';
import { z } from 'zod';
import { mustAdministerAccount } from '../../access/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { narrowScope } from '../../kernel/scope.js';
import { findAccountByName } from '../accounts-repository.js';
import { removeConnectedSessionsOf } from '../sessions-repository.js';
import { normaliseSignInName } from '../sign-in.js';
import { findIdentity, findListedIdentity, insertIdentity, removeIdentity } from './identities-repository.js';

/**
 * Has an account open to somebody whom a council's own system knows: where the sign-in name alone did not do it. Whoever
 * links it administers every council that the account opens.
 * @throws bad_input on `signInName` (nobody has it), `subject` (it opens an account already); not_allowed
 */
export const linkIdentity = defineCommand({
  name: 'identity.link-identity',
  permission: 'access.manage',
  input: z.strictObject({
    authorityId: z.coerce.number('Choose the council').int('Choose the council').positive('Choose the council'),
    signInName: line(100, 'the sign-in name'),
    issuer: line(2000, 'the address of the system'),
    subject: line(2000, 'the number by which that system knows them'),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { authorityId, signInName, issuer, subject }) => {
    const { actor, now, newId, audit } = context;
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const account = await findAccountByName(db, normaliseSignInName(signInName));
    if (!account)
      throw badInput({ faults: [{ field: 'signInName', message: 'Nobody here signs in under that name' }] });
    const { personId } = account;
    await mustAdministerAccount(context.db, actor, personId, now);
    if ((await findIdentity(db, { authorityId, issuer, subject })) !== undefined)
      throw badInput({ faults: [{ field: 'subject', message: 'That opens an account already: unlink it first' }] });
    const id = newId();
    const linkedBy = nameOfActor(actor);
    await insertIdentity(db, { id, authorityId, issuer, subject, personId, linkedAt: now, linkedBy });
    const linked = { subject: { kind: 'person', id: personId }, details: { identity: id, issuer } };
    await audit({ authorityId, ...linked, personal: { subject } });
    return { id };
  },
});

/**
 * Has an account open no more to somebody whom a council's own system knows; what they began by it ends. While the account
 * stays the council's alone, the next sign-in under the same sign-in name links it anew: disable it to keep them out.
 * @throws not_found
 */
export const unlinkIdentity = defineCommand({
  name: 'identity.unlink-identity',
  permission: 'access.manage',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ id: z.string() }),
  run: async ({ db, audit }, { id }) => {
    const known = await findListedIdentity(db, id);
    if (!known) throw notFound();
    const { authorityId, personId, issuer, subject } = known;
    await removeIdentity(db, id);
    const sessions = await removeConnectedSessionsOf(db, personId, authorityId);
    const unlinked = { subject: { kind: 'person', id: personId }, details: { identity: id, issuer, sessions } };
    await audit({ authorityId, ...unlinked, personal: { subject } });
    return { id };
  },
});
