import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line, optional } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { insertPerson } from '../accounts-repository.js';
import { sortNameOf } from '../names.js';

/** What is known of somebody who works here. */
export const personFields = {
  displayName: line(120, 'the name'),
  /** Surname first, folded, for sorting and finding; made from the name when left out. */
  sortName: optional(line(160)),
  email: optional(line(254)),
  telephone: optional(line(40)),
  /** The id in the system that the person was imported from. */
  sourceKey: optional(line(120)),
};

/** Adds somebody who works here. An account to sign in with is `identity.create-account`. */
export const createPerson = defineCommand({
  name: 'identity.create-person',
  permission: 'access.manage',
  input: z.strictObject(personFields),
  run: async ({ db, actor, now, newId, audit }, { displayName, sortName, email, telephone, sourceKey }) => {
    const id = newId();
    await insertPerson(db, {
      id,
      displayName,
      sortName: sortName ?? sortNameOf(displayName),
      email,
      telephone,
      sourceKey,
      createdAt: now,
    });
    const authorityId = await mustAdministerAccount(db, actor, id, now);
    await audit({ authorityId, subject: { kind: 'person', id }, personal: { displayName } });
    return { id };
  },
});
