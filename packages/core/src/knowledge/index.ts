import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { closeGap } from './commands/close-gap.js';
import { saveSynonyms } from './commands/save-synonyms.js';
import { giveFeedback } from './commands/give-feedback.js';
import { settleFeedback } from './commands/settle-feedback.js';
import { forgetEnquiries } from './commands/forget-enquiries.js';
import { forgetWord } from './commands/forget-word.js';
import { judgeWord } from './commands/judge-word.js';
import { learnEnquiries } from './commands/learn-enquiries.js';
import { logGap } from './commands/log-gap.js';
import { publishArticle } from './commands/publish-article.js';
import { publishVersion } from './commands/publish-version.js';
import { restoreVersion } from './commands/restore-version.js';
import { createArticle, reviseArticle } from './commands/save-article.js';
import { keepOwnArticle, takeSharedArticle } from './commands/take-shared.js';
import { goBackToSharedSynonyms, keepOwnSynonyms } from './commands/keep-own-synonyms.js';
import { sharedSynonymsApiRoutes } from './shared/shared-synonyms-api.js';
import { sharedSynonymsRoutes } from './shared/shared-synonyms-desk.js';
import { compareSharedSynonyms, listSharedSynonyms } from './shared/shared-synonyms-queries.js';
import { sharedApiRoutes } from './shared/shared-api.js';
import { sharedRoutes } from './shared/shared-desk.js';
import { compareShared, listSharedKnowledge } from './shared/shared-queries.js';
import { withdrawArticle } from './commands/withdraw-article.js';
import { deskRoutes } from './desk.js';
import { editArticleRoutes } from './editing/edit-article-desk.js';
import { editingRoutes } from './editing/editing-desk.js';
import { feedbackApiRoutes } from './editing/feedback-api.js';
import { feedbackRoutes } from './editing/feedback-desk.js';
import { listFeedback } from './editing/feedback-queries.js';
import { synonymsRoutes } from './search/synonyms-desk.js';
import { getSynonyms } from './search/synonyms-queries.js';
import { versionsRoutes } from './editing/versions-desk.js';
import { editingApiRoutes } from './editing/editing-api.js';
import { learningApiRoutes } from './learning/learning-api.js';
import { learnedWordsApiRoutes } from './learning/learned-words-api.js';
import { learnedWordsRoutes } from './learning/learned-words-desk.js';
import { listLearnedWords } from './learning/learned-words-queries.js';
import { permissions } from './permissions.js';
import { getDraft, getVersion, listForEditors, listGaps, listVersions } from './editing/editing-queries.js';
import { getArticle, getArticleByKey, listArticles, searchKnowledge } from './queries.js';

export { solvedRate, type Article } from './article.js';
export { knowledgeIndex } from './search/knowledge-index.js';
export { searchAmong } from './search/search-among.js';
export { ownTextFrom } from './shared/own-text.js';
export { markMatches, type MarkedRun } from './search/mark-matches.js';
export { parseArticles } from './parse-articles.js';
export { countUse, findArticle, findArticleByKey, listTitles, readArticlesOfKeys } from './repository.js';
export { articleFor, liveSteps, type AuthorityArticle, type Facts, type LiveStep } from './script-rules.js';
export { knowledgeArticle, type KnowledgeArticle } from './types.js';
export { feedbackForm, type FeedbackForm } from './editing/feedback-views.js';
export { articleHref, hitView, type HitView } from './views.js';
export type { KnowledgeHit } from './queries.js';
export { getArticle, getArticleByKey, listArticles, listGaps, searchKnowledge };
export { getSynonyms, giveFeedback, listFeedback, saveSynonyms, settleFeedback };
export { createArticle, publishVersion, restoreVersion, reviseArticle };
export { forgetEnquiries };
export { compareShared, keepOwnArticle, listSharedKnowledge, listSharedSynonyms, takeSharedArticle };
export { closeGap, forgetWord, judgeWord, learnEnquiries, listLearnedWords, logGap, publishArticle, withdrawArticle };

/** What advisers say: articles with scripts, found together with services in the customer's words. */
export const knowledge = defineCapability({
  name: 'knowledge',
  permissions,
  commands: [
    ...[giveFeedback, saveSynonyms, settleFeedback],
    ...[keepOwnSynonyms, goBackToSharedSynonyms],
    ...[closeGap, createArticle, forgetEnquiries, forgetWord, judgeWord, learnEnquiries, logGap, publishArticle],
    ...[keepOwnArticle, publishVersion, restoreVersion, reviseArticle, takeSharedArticle, withdrawArticle],
  ],
  queries: [
    ...[compareSharedSynonyms, listSharedSynonyms],
    ...[compareShared, getSynonyms, listFeedback, listSharedKnowledge],
    ...[getArticle, getArticleByKey, getDraft, getVersion, listArticles],
    ...[listForEditors, listGaps, listLearnedWords, listVersions, searchKnowledge],
  ],
  routes: [
    ...deskRoutes,
    ...feedbackApiRoutes,
    ...feedbackRoutes,
    ...synonymsRoutes,
    ...editArticleRoutes,
    ...versionsRoutes,
    ...editingRoutes,
    ...sharedRoutes,
    ...sharedSynonymsRoutes,
    ...learnedWordsRoutes,
    ...apiRoutes,
    ...editingApiRoutes,
    ...sharedApiRoutes,
    ...sharedSynonymsApiRoutes,
    ...learningApiRoutes,
    ...learnedWordsApiRoutes,
  ],
  jobs: [],
});
