import { articleOf } from '../seed.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const articleVersion = ({ of, version }: Target): Promise<number> => version('articles', of.articleId);
const onArticle =
  (more: object) =>
  async (target: Target): Promise<object> => ({ expectedVersion: String(await articleVersion(target)), ...more });
const articleFields = {
  ...{ title: 'Typed', summary: 'Typed by an editor.', 'step.0.text': 'Look', body: 'Something.', state: 'published' },
  ...{ keywords: 'one word\nanother word\na third', 'audience[]': ['district', 'unitary'], outcomeHint: 'answer' },
  ...{ ownerTeam: 'waste', effectiveOn: '2026-01-01', reviewOn: '2027-01-01' },
};
const feedbackVersion = ({ of, version }: Target): Promise<number> => version('article_feedback', of.feedbackId);
const synonymsVersion = ({ of, version }: Target): Promise<number> =>
  version('synonym_lists', { authority_id: of.authorityId });

const takenVersion = ({ of, version }: Target): Promise<number> =>
  version('articles', { authority_id: of.authorityId, key: of.takenKey });
const ofAuthority = ({ of }: Target) => ({ authority: String(of.authorityId) });
const onTaken = async (target: Target): Promise<object> => ({
  ...{ authorityId: String(target.of.authorityId), number: '2' },
  expectedVersion: String(await takenVersion(target)),
});

/** Samples for the routes of knowledge and its editors. */
export const knowledgeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/knowledge': { query: ({ of }) => ({ q: 'bin', authority: String(of.authorityId) }) },
  'POST /desk/knowledge/articles/:id/feedback': {
    body: () => ({ problem: 'unclear', note: 'Which bin?', back: '/desk/knowledge' }),
  },
  'GET /desk/knowledge-editing/synonyms': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/synonyms': {
    body: async (target) => ({
      ...{ authorityId: String(target.of.authorityId), groups: 'snicket, alley' },
      expectedVersion: await synonymsVersion(target),
    }),
  },
  'GET /desk/knowledge-editing/feedback': {},
  'POST /desk/knowledge-editing/feedback/:feedbackId/settle': {
    body: async (target) => ({ expectedVersion: await feedbackVersion(target) }),
  },
  'POST /desk/knowledge/gaps': { body: ({ of }) => ({ authorityId: String(of.authorityId), words: 'a lost gnu' }) },
  'GET /desk/knowledge-editing': {},
  'GET /desk/knowledge-editing/new': {},
  'POST /desk/knowledge-editing/new': {
    body: ({ of }) => ({ ...articleFields, authority: String(of.authorityId), key: 'typed-anew' }),
  },
  'GET /desk/knowledge-editing/articles/:id': {},
  'POST /desk/knowledge-editing/articles/:id': { body: onArticle({ ...articleFields, part: 'article' }) },
  'GET /desk/knowledge-editing/articles/:id/versions': {},
  'POST /desk/knowledge-editing/articles/:id/restore': { body: onArticle({ number: '1' }) },
  'POST /desk/knowledge-editing/articles/:id/publish': { body: onArticle({}) },
  'POST /desk/knowledge-editing/articles/:id/withdraw': { body: onArticle({}) },
  'GET /desk/knowledge-editing/shared': { query: ofAuthority },
  'GET /desk/knowledge-editing/shared/:key': { query: ofAuthority },
  'POST /desk/knowledge-editing/shared/:sharedKey/take': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), number: '1' }),
  },
  'POST /desk/knowledge-editing/shared/:key/keep': { body: onTaken },
  'POST /desk/knowledge-editing/shared/:key/go-back': { body: onTaken },
  'GET /api/v1/knowledge/shared': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/knowledge/shared/:key': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/knowledge/shared/:sharedKey/take': { body: ({ of }) => ({ authorityId: of.authorityId, number: 1 }) },
  'POST /api/v1/knowledge/shared/:key/keep': {
    body: ({ of }) => ({ authorityId: of.authorityId, number: 2 }),
    ifMatch: takenVersion,
  },
  'GET /desk/knowledge-editing/gaps': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/gaps': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), stem: of.gapStem }),
  },
  'GET /desk/knowledge-editing/learned': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/learned': {
    body: ({ of }) => ({
      ...{ authorityId: String(of.authorityId), answerId: of.articleId, stem: of.learnedStem },
      ...{ before: 'undecided', does: 'approved' },
    }),
  },
  'GET /api/v1/knowledge/articles': {},
  'GET /api/v1/knowledge/learned-words': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/knowledge/learned-words/judge': {
    body: ({ of }) => ({
      ...{ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem },
      ...{ before: 'approved', decision: 'refused' },
    }),
  },
  'POST /api/v1/knowledge/learned-words/forget': {
    body: ({ of }) => ({ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem }),
  },
  'GET /desk/knowledge/:key': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /api/v1/knowledge/search': { query: ({ of }) => ({ q: 'bin', authorityId: String(of.authorityId) }) },
  'GET /api/v1/knowledge/articles/:id': {},
  'POST /api/v1/knowledge/articles': {
    body: ({ of }) => ({ authorityId: of.authorityId, article: { ...articleOf(of.mark), key: 'written-anew' } }),
  },
  'PUT /api/v1/knowledge/articles/:id': {
    body: ({ of }) => ({ article: articleOf(of.mark) }),
    ifMatch: articleVersion,
  },
  'POST /api/v1/knowledge/articles/:id/publish': { body: () => ({}), ifMatch: articleVersion },
  'POST /api/v1/knowledge/articles/:id/restore': { body: () => ({ number: 1 }), ifMatch: articleVersion },
  'GET /api/v1/knowledge/articles/:id/draft': {},
  'GET /api/v1/knowledge/articles/:id/versions': {},
  'DELETE /api/v1/knowledge/articles/:id': { ifMatch: articleVersion },
  'POST /api/v1/knowledge/resolved-enquiries': {
    body: ({ of }) => ({ authorityId: of.authorityId, items: [{ words: 'Left full', articleId: of.articleId }] }),
  },
  'POST /api/v1/knowledge/articles/:id/feedback': { body: () => ({ problem: 'wrong', note: 'Another day' }) },
  'GET /api/v1/knowledge/feedback': {},
  'POST /api/v1/knowledge/feedback/:feedbackId/settle': { ifMatch: feedbackVersion },
  'GET /api/v1/knowledge/synonyms': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'PUT /api/v1/knowledge/synonyms': {
    body: async (target) => ({
      ...{ authorityId: target.of.authorityId, groups: [['jitty', 'alley']] },
      expectedVersion: await synonymsVersion(target),
    }),
  },
  'POST /api/v1/knowledge/gaps': { body: ({ of }) => ({ authorityId: of.authorityId, words: 'A stray emu' }) },
  'GET /api/v1/knowledge/gaps': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
};
