import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { slotOf } from './rules.js';
import type { MessageTemplate, Occasion } from './types.js';

export interface TemplateRow {
  id: string;
  authority_id: number;
  key: string;
  name: string;
  service_id: string | null;
  occasion: string;
  status: string | null;
  words: string;
  enabled: number;
  shared_number: number | null;
  updated_at: Instant;
  version: number;
}

export const templateColumns = `t.id, t.authority_id, t.key, t.name, t.service_id, t.occasion, t.status, t.words, t.enabled,
  t.shared_number, t.updated_at, t.version`;

const byId = statement<{ id: string }, TemplateRow>(
  `select ${templateColumns} from @message_templates t where t.id = :id and t.key is not null`,
);
// An authority has a few dozen.
const ofAuthorities = statement<{ authorities: readonly number[] }, TemplateRow>(
  `select ${templateColumns} from @message_templates t where t.authority_id in (:authorities*) and t.key is not null
   order by t.name, t.id`,
);

export function toTemplate(row: TemplateRow): MessageTemplate {
  return {
    id: row.id,
    authorityId: row.authority_id,
    key: row.key,
    name: row.name,
    serviceId: row.service_id,
    occasion: row.occasion as Occasion,
    status: row.status,
    words: JSON.parse(row.words) as MessageTemplate['words'],
    enabled: row.enabled === 1,
    basedOn: row.shared_number,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export async function findTemplate(db: Reads, id: string): Promise<MessageTemplate | undefined> {
  const row = await db.first(byId, { id });
  return row && toTemplate(row);
}

/** By name. */
export async function listTemplatesOf(db: Reads, authorities: readonly AuthorityId[]): Promise<MessageTemplate[]> {
  return authorities.length === 0 ? [] : (await db.all(ofAuthorities, { authorities })).map(toTemplate);
}

const insertFirst = statement<Record<string, string | number | null>, never>(
  `insert into message_templates (id, authority_id, key, name, service_id, occasion, status, slot, words, enabled,
     shared_number, shared_words, updated_at, version)
   values (:id, :authority, :key, :name, :service, :occasion, :status, :slot, :words, :enabled,
     :basedOn, :base, :at, 1)
   on conflict do nothing`,
);

/**
 * Writes a new template; `base` is what the partnership's says in whose place it stands. False: there is one with its key,
 * or for the same service, occasion and status.
 */
export async function insertTemplate(
  db: Writes,
  template: MessageTemplate,
  base?: MessageTemplate['words'],
): Promise<boolean> {
  const { id, authorityId: authority, key, name, serviceId: service, occasion, status, updatedAt: at } = template;
  const words = JSON.stringify(template.words);
  const enabled = template.enabled ? 1 : 0;
  const slot = slotOf(template);
  const held = { basedOn: template.basedOn, base: base === undefined ? null : JSON.stringify(base) };
  const row = { id, authority, key, name, service, occasion, status, slot, words, enabled, at, ...held };
  return (await db.run(insertFirst, row)) === 1;
}

/** Saves name and words over the version that was read; what it is for stays. False: somebody else was faster. */
export async function updateTemplate(db: Writes, template: MessageTemplate): Promise<boolean> {
  const { id, version, name } = template;
  const row: Row = {
    name,
    words: JSON.stringify(template.words),
    enabled: template.enabled,
    updated_at: template.updatedAt,
    version: version + 1,
  };
  return (await db.update('message_templates', { id, version }, row)) === 1;
}
