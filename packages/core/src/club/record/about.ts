import { listAuthorities } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { listRecordsOf } from '../repository.js';
import type { About, RecordKind } from './record-kind.js';
import { kindNamed } from './kinds.js';

/** What the words and rules of a part look up, as far as its reader may see it; of one body's records, where it is named. */
export async function aboutIn(
  { db, kernel, now }: { readonly db: Reads; readonly kernel: Kernel; readonly now: Instant },
  kind: Pick<RecordKind, 'part' | 'fields'>,
  authorityId?: AuthorityId,
): Promise<About> {
  const named = kind.fields.flatMap((field) => (field.is === 'record' ? [field.part] : []));
  const others: Record<string, Awaited<ReturnType<typeof listRecordsOf>>> = {};
  for (const part of new Set([...named, ...named.flatMap(partsNamedBy)])) {
    const records = await listRecordsOf(db, kindNamed(part));
    others[part] = records.filter((record) => authorityId === undefined || record.authorityId === authorityId);
  }
  const councils = (await listAuthorities(kernel)).filter((authority) => authority.kind === 'authority');
  return { councils, others, today: localDateAt(now) };
}

/** A decision's words name its meeting: records that records name. */
function partsNamedBy(part: string): string[] {
  return kindNamed(part).fields.flatMap((field) => (field.is === 'record' ? [field.part] : []));
}
