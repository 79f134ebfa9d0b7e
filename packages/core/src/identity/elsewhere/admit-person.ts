import { presentOnly, staffRoles } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, isInScope } from '../../kernel/scope.js';
import { listRolesInForce, lockAuthority, setRolesFrom, type RolesSet } from '../../access/index.js';
import { findAccount, findAccountByName } from '../accounts-repository.js';
import { createAccount, signInNameOf } from '../commands/create-account.js';
import { findIdentity, insertIdentity } from './identities-repository.js';

/**
 * Why somebody whom another system knows is not let in: the account is disabled; the name is somebody’s whom this council
 * doesn’t look after alone; it can’t be a name here; they hold no role at the council.
 */
export type NotAdmitted = 'disabled' | 'name-taken' | 'unusable-name' | 'no-role';

/** Whom it is about, if anybody is known, and why they are not let in, if they aren’t. */
export interface Admission {
  readonly personId?: string;
  readonly refused?: NotAdmitted;
}

const text = z.string().min(1).max(2000);
const input = z.strictObject({
  authorityId: z.int(),
  connection: z.string().min(1).max(40),
  issuer: text,
  subject: text,
  signInName: text,
  displayName: text,
  email: text.nullable(),
  /** `null`: the connection gives none. */
  roles: z.array(z.enum(staffRoles)).max(staffRoles.length).nullable(),
});
type Input = z.output<typeof input>;

/**
 * Finds whom another system has signed in for a council, or makes their account, and has their roles there follow what it
 * says. What it says is taken for true: only a connection’s verified answer is given to it.
 */
export const admitPerson = defineCommand({
  name: 'identity.admit-person',
  permission: 'access.manage',
  input,
  run: async (context, about): Promise<Admission> => {
    const { db, audit } = context;
    const { authorityId, connection } = about;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    // Two first sign-ins at once make one account.
    await lockAuthority(db.within(everyAuthority), authorityId);
    const found = await findOrMake(context, about);
    const admission = await admit(context, about, found);
    const { personId, refused, set } = admission;
    await audit({
      authorityId,
      subject: personId === undefined ? { kind: 'connection', id: connection } : { kind: 'person', id: personId },
      details: { connection, ...presentOnly({ linked: found.linked, refused }), ...set },
    });
    return presentOnly({ personId, refused });
  },
});

async function admit(
  context: CommandContext,
  { authorityId, connection, roles }: Input,
  { personId, refused }: Found,
): Promise<Admission & { readonly set?: RolesSet }> {
  if (refused !== undefined || personId === undefined) return presentOnly({ personId, refused });
  const account = await findAccount(context.db, personId);
  if (!account || account.disabledAt !== undefined) return { personId, refused: 'disabled' };
  const source = `sign-in:${connection}`;
  const set = roles ? { set: await setRolesFrom(context, { personId, authorityId, roles, source }) } : {};
  const here = await rolesOf(context, personId);
  return here.includes(authorityId) ? { personId, ...set } : { personId, refused: 'no-role', ...set };
}

interface Found extends Admission {
  /** The account was made now, or opens to this other system from now on. */
  readonly linked?: 'new-account' | 'by-name';
}

async function findOrMake(context: CommandContext, about: Input): Promise<Found> {
  const { db } = context;
  const known = await findIdentity(db, about);
  if (known !== undefined) return { personId: known };
  const name = signInNameOf(about.signInName);
  if (name === undefined) return { refused: 'unusable-name' };
  const account = await findAccountByName(db, name);
  if (account) {
    if (!(await isOfThisCouncilAlone(context, account.personId, about))) return { refused: 'name-taken' };
    await insertIdentity(db, { ...about, ...link(context, account.personId, 'their sign-in name') });
    return { personId: account.personId, linked: 'by-name' };
  }
  if (about.roles === null || about.roles.length === 0) return { refused: 'no-role' };
  const { displayName, email } = about;
  const person = { displayName: displayName.slice(0, 120), ...(email === null ? {} : { email: email.slice(0, 254) }) };
  const { personId } = await context.call(createAccount, { person, signInName: name });
  await insertIdentity(db, { ...about, ...link(context, personId, 'their first sign-in') });
  return { personId, linked: 'new-account' };
}

function link({ now, newId }: CommandContext, personId: string, linkedBy: string) {
  return { id: newId(), personId, linkedAt: now, linkedBy };
}

/** A council’s other system vouches for its own staff: an account that opens another council isn’t its to open. */
async function isOfThisCouncilAlone(
  context: CommandContext,
  personId: string,
  { authorityId }: Input,
): Promise<boolean> {
  const held = await rolesOf(context, personId);
  return held.length > 0 && held.every((each) => each === authorityId);
}

async function rolesOf({ db, now }: CommandContext, personId: string): Promise<number[]> {
  const roles = await listRolesInForce(db.within(everyAuthority), personId, localDateAt(now));
  return roles.map(({ authorityId }) => authorityId);
}
