import { getAuthority } from '../../authorities/index.js';
import { sortNameOf } from '../../identity/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import {
  findPersonById,
  insertEmployment,
  listEmployments,
  updateEmployment,
  updatePerson,
} from '../staff-repository.js';
import type { ScimUserFields } from './scim-resources.js';

/** Writes what is said of a person, if it differs. What isn't said stays. */
export async function keepPerson({ db }: CommandContext, personId: string, said: ScimUserFields): Promise<void> {
  const known = await findPersonById(db, personId);
  if (!known) return;
  const { displayName: name, email, telephone } = said;
  const changes = {
    ...(known.displayName === name ? {} : { display_name: name, sort_name: sortNameOf(name) }),
    ...(email === null || known.email === email ? {} : { email }),
    ...(telephone === null || known.telephone === telephone ? {} : { telephone }),
  };
  if (Object.keys(changes).length > 0) await updatePerson(db, known, changes);
}

/** Keeps what somebody is called at the council that employs them. */
export async function keepEmployment(
  { db, now, newId, kernel }: CommandContext,
  authorityId: AuthorityId,
  personId: string,
  title: string | null,
): Promise<void> {
  const today = localDateAt(now);
  const { name: employer } = await getAuthority(kernel, authorityId);
  const held = (await listEmployments(db, personId, today)).find((each) => each.employer === employer);
  if (!held) {
    const terms = { employer, jobTitle: title ?? '', managerId: null, responsibilities: '' };
    return insertEmployment(db, { id: newId(), personId, ...terms, employerAuthorityId: authorityId, fromOn: today });
  }
  if (title === null || title === held.jobTitle) return;
  await updateEmployment(db, held.id, { job_title: title });
  const known = await findPersonById(db, personId);
  if (known) await updatePerson(db, known, {}); // the directory sees by the person's version that something changed
}
