import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { authoritiesByKey } from '../../authorities/index.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { templateColumns, toTemplate, type TemplateRow } from '../templates-repository.js';
import type { MessageTemplate } from '../types.js';

// The partnership has a few dozen. A service of its own is the council's of the same key; whoever has none needs no words.
const sharedWith = statement<
  { partnership: AuthorityId; authorities: readonly AuthorityId[] },
  TemplateRow & { for_authority: AuthorityId; own_service_id: string | null }
>(
  `select ${templateColumns}, a.id as for_authority, o.id as own_service_id
   from authorities a join @message_templates t on t.authority_id = :partnership
     left join @services s on s.id = t.service_id
     left join @services o on o.authority_id = a.id and o.key = s.key
   where a.id in (:authorities*) and t.key is not null and t.enabled = 1 and (t.service_id is null or o.id is not null)
   order by t.name, t.id`,
);

/** The partnership's templates that are in use, once for each authority, as if they were its own: about its services. */
export async function listSharedWith(
  db: Reads,
  partnership: AuthorityId,
  authorities: readonly AuthorityId[],
): Promise<MessageTemplate[]> {
  const others = authorities.filter((id) => id !== partnership);
  if (others.length === 0) return [];
  const rows = await db.all(sharedWith, { partnership, authorities: others });
  return rows.map((row) => ({
    ...toTemplate(row),
    ...{ authorityId: row.for_authority, serviceId: row.own_service_id },
  }));
}

const baseOf = statement<{ id: string }, { shared_words: string | null }>(
  'select t.shared_words from @message_templates t where t.id = :id',
);

/** What the partnership's said when ours was last held against it. */
export async function findBaseWords(db: Reads, id: string): Promise<MessageTemplate['words'] | undefined> {
  const row = await db.first(baseOf, { id });
  return row?.shared_words == null ? undefined : (JSON.parse(row.shared_words) as MessageTemplate['words']);
}

/** Ours has been held against the partnership's as it stands. False: somebody else changed ours meanwhile. */
export async function saveBase(
  db: Writes,
  { id, version }: { readonly id: string; readonly version: number },
  shared: Pick<MessageTemplate, 'version' | 'words'>,
): Promise<boolean> {
  const base = { shared_number: shared.version, shared_words: JSON.stringify(shared.words) };
  return (await db.update('message_templates', { id, version }, { ...base, version: version + 1 })) === 1;
}

/** Withdraws a template: its key and what it is for are free again, and messages still name it. */
export async function withdrawTemplate(
  db: Writes,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<boolean> {
  const gone = { key: null, slot: null, enabled: false, version: version + 1 };
  return (await db.update('message_templates', { id, version }, gone)) === 1;
}

const differing = statement<{ partnership: AuthorityId }, { key: string; authority_id: AuthorityId }>(
  `select distinct t.key, o.authority_id from @message_templates t
     left join @services s on s.id = t.service_id
     join @message_templates o on o.authority_id <> t.authority_id
     left join @services os on os.id = o.service_id
   where t.authority_id = :partnership and t.key is not null and t.enabled = 1
     and (o.key = t.key or (t.occasion <> 'by-hand' and o.occasion = t.occasion
       and coalesce(o.status, '') = coalesce(t.status, '') and coalesce(os.key, '') = coalesce(s.key, '')))
     and o.key is not null and (o.words <> t.words or o.enabled <> t.enabled)
   order by t.key, o.authority_id`,
);

/** Which authorities have other words than a template of the partnership's, by its key. */
export async function listDiffering(db: Reads, partnership: AuthorityId): Promise<Map<string, AuthorityId[]>> {
  return authoritiesByKey(await db.all(differing, { partnership }));
}
