import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listRuledKeys } from '../../places/index.js';
import { listOffered } from '../repository.js';

/** The keys that a rule of who answers where may name: what any council offers, and what rules are about already. */
export async function answerableKeys(kernel: Kernel): Promise<Set<string>> {
  const db = kernel.db.read(everyAuthority);
  const offered = await listOffered(db, localDateAt(kernel.clock.now()));
  return new Set([...offered.map(({ key }) => key), ...(await listRuledKeys(db))]);
}
