import { readDemoFiles } from '#core/app/demo/load/read-files.js';
import type { Database } from '#core/kernel/db/database.js';
import type { KnowledgeArticle } from '#core/knowledge/index.js';
import { articleAt } from '../world/articles.js';
import { idOf, kinds } from '../world/chance.js';
import { bulkWriter } from './bulk-writer.js';
import type { Organisation } from './organisation.js';

const tables = {
  articles: [
    ...['id', 'authority_id', 'key', 'title', 'state', 'published_version_id', 'service_key', 'owner_team_key'],
    ...['effective_on', 'review_on', 'updated_at'],
  ],
  article_versions: ['id', 'authority_id', 'article_id', 'number', 'content', 'created_at'],
};

/** Articles of the partnership, which all councils of the tier share. */
export async function writeArticles(
  db: Database,
  organisation: Organisation,
  count: number,
  at: number,
): Promise<void> {
  const patterns: readonly KnowledgeArticle[] = readDemoFiles().articles;
  const authority = organisation.authorities.get('partnership');
  const writer = bulkWriter(db, tables);
  for (let index = 0; index < count; index += 1) {
    const article = articleAt(index, patterns);
    const [id, version] = [idOf(kinds.article, index), idOf(kinds.version, index)];
    const { key, title, serviceKey, ownerTeam, effectiveOn, reviewOn } = article;
    writer.add('articles', [
      id,
      authority,
      key,
      title,
      'published',
      version,
      serviceKey,
      ownerTeam,
      effectiveOn,
      reviewOn,
      at + index,
    ]);
    writer.add('article_versions', [version, authority, id, 1, JSON.stringify(article), at]);
  }
  await writer.flush();
}
