import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount, findAccountByName, hasPerson, insertAccount } from '../accounts-repository.js';
import { passwordHashField } from '../passwords.js';
import { normaliseSignInName } from '../sign-in.js';
import { createPerson, personFields } from './create-person.js';

export const signInNameTaken = defineError('sign_in_name_taken', 409, 'Somebody signs in under that name already.');
export const accountExists = defineError('account_exists', 409, 'This person has an account already.');

const signInNameField = line(100, 'the sign-in name')
  .transform(normaliseSignInName)
  .refine(
    (name) => /^[\p{L}\p{N}][\p{L}\p{N}._@'-]*$/u.test(name),
    'Use letters, digits, dots, dashes or @, and no spaces',
  );

/** The name as it is kept; undefined when it can’t be one. */
export function signInNameOf(text: string): string | undefined {
  return signInNameField.safeParse(text).data;
}

/**
 * Makes an account for a person who is there already (`personId`), or for a new one (`person`). A password comes as
 * its hash, made by `hashPassword` before: without one, the first is set by a link.
 */
export const createAccount = defineCommand({
  name: 'identity.create-account',
  permission: 'access.manage',
  input: z
    .strictObject({
      personId: uuidField.optional(),
      person: z.strictObject(personFields).optional(),
      signInName: signInNameField,
      passwordHash: passwordHashField.optional(),
    })
    .refine(({ personId, person }) => (personId === undefined) !== (person === undefined), {
      path: ['person'],
      message: 'Give either the person’s id or who the person is',
    }),
  run: async (context, input) => {
    const { db, actor, now, audit } = context;
    const { signInName, passwordHash } = input;
    if (await findAccountByName(db, signInName))
      throw signInNameTaken({
        faults: [{ field: 'signInName', message: 'Choose another sign-in name: this one is taken' }],
      });
    const personId = input.person ? (await context.call(createPerson, input.person)).id : input.personId;
    if (personId === undefined || !(await hasPerson(db, personId))) throw notFound();
    if (await findAccount(db, personId)) throw accountExists();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await insertAccount(db, { personId, signInName, passwordHash }, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId }, personal: { signInName } });
    return { personId };
  },
});
