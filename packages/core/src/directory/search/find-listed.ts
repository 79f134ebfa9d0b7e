import type { Kernel } from '../../kernel/kernel.js';
import type { DirectoryRecord } from './directory-types.js';
import { expectDirectoryChanges, wholeDirectory } from './whole-directory.js';

/** A person or team of any council, as the directory lists them. */
export async function findListed(kernel: Kernel, id: string): Promise<DirectoryRecord | undefined> {
  const { people, teams } = await wholeDirectory(kernel);
  return people.get(id) ?? teams.get(id);
}

/** The same, for what is decided now: of somebody who isn't listed the database is asked again. */
export async function findListedNow(kernel: Kernel, id: string): Promise<DirectoryRecord | undefined> {
  const found = await findListed(kernel, id);
  if (found) return found;
  expectDirectoryChanges(kernel.db);
  return await findListed(kernel, id);
}
