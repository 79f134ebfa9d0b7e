import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { publishArticle } from './commands/publish-article.js';
import { withdrawArticle } from './commands/withdraw-article.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { getArticle, getArticleByKey, listArticles, searchKnowledge } from './queries.js';

export { solvedRate, type Article } from './article.js';
export { knowledgeIndex } from './knowledge-index.js';
export { markMatches, type MarkedRun } from './mark-matches.js';
export { parseArticles } from './parse-articles.js';
export { countUse, findArticle } from './repository.js';
export { articleFor, liveSteps, type AuthorityArticle, type Facts, type LiveStep } from './script-rules.js';
export { knowledgeArticle, type KnowledgeArticle } from './types.js';
export { articleHref, hitView, type HitView } from './views.js';
export type { KnowledgeHit } from './queries.js';
export { getArticle, getArticleByKey, listArticles, publishArticle, searchKnowledge, withdrawArticle };

/** What advisers say: articles with scripts, found together with services in the customer's words. */
export const knowledge = defineCapability({
  name: 'knowledge',
  permissions,
  commands: [publishArticle, withdrawArticle],
  queries: [getArticle, getArticleByKey, listArticles, searchKnowledge],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
