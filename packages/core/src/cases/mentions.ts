import { findStaffNamed } from '../directory/index.js';
import type { CommandContext } from '../kernel/command.js';
import { localDateAt } from '../kernel/london-time.js';

/** A note that names more people than this is no note to any of them. */
const mentionsAtMost = 20;
const longestName = 4;

/** The colleagues whom a note names: `@Tom Reyes`. Names that nobody has, or has any more, are left alone. */
export async function findMentioned({ db, now }: CommandContext, text: string): Promise<string[]> {
  const found = await findStaffNamed(db, possibleNames(text), localDateAt(now));
  return found.slice(0, mentionsAtMost);
}

/** What may be a name after each @: its first two words, first three and first four. */
export function possibleNames(text: string): string[] {
  const names = new Set<string>();
  for (const [, words = ''] of text.matchAll(/(?<![\p{L}\p{N}.])@([\p{L}’'.-]+(?: [\p{L}’'.-]+){0,3})/gu)) {
    const parts = words.replace(/[.]+$/, '').split(' ');
    for (let count = 2; count <= Math.min(longestName, parts.length); count += 1)
      names.add(parts.slice(0, count).join(' ').replace(/[.]+$/, ''));
  }
  return [...names].slice(0, mentionsAtMost * longestName);
}
