import type { Kernel } from '../../kernel/kernel.js';
import type { DirectoryRecord } from './directory-types.js';
import { wholeDirectory } from './whole-directory.js';

/** A person or team of any council, as the directory lists them. */
export async function findListed(kernel: Kernel, id: string): Promise<DirectoryRecord | undefined> {
  const { people, teams } = await wholeDirectory(kernel);
  return people.get(id) ?? teams.get(id);
}
