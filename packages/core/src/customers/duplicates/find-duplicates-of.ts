import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { keepDuplicates } from '../commands/keep-duplicates.js';
import { lookInThread } from './look-in-thread.js';

/**
 * Looks through one authority's customers for those that are on record twice, and keeps the likely pairs. The base is
 * read and compared in a thread, so pages go on meanwhile. Restricted records take no part.
 */
export async function findDuplicatesOf(kernel: Kernel, authorityId: AuthorityId): Promise<void> {
  const lookedAt = kernel.clock.now();
  const actor = systemActor('a look for duplicates');
  for await (const { pairs, part } of lookInThread({ database: kernel.db.address, authorityId }))
    await runCommand(kernel, actor, keepDuplicates, { authorityId, lookedAt, pairs: [...pairs], part });
}
