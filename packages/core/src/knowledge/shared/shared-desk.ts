import {
  hrefOfVariant,
  keepRoute,
  ownRoute,
  takeRoute,
  variantRoutes,
  type VariantKind,
} from '../../authorities/index.js';
import { staleVersion } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { redirect, type Route } from '../../kernel/route.js';
import { keepOwnArticle, takeSharedArticle } from '../commands/take-shared.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { articleKeyTaken } from '../editing/article-errors.js';
import { editHref, editingHref } from '../editing/editing-views.js';
import { compareShared, listSharedKnowledge } from './shared-queries.js';

const articles: VariantKind = {
  path: `${editingHref}/shared`,
  permission: 'knowledge.edit',
  key: line(60),
  thing: 'article',
  things: 'Articles',
  nav: 'knowledge',
  above: [
    { text: 'Knowledge', href: '/desk/knowledge' },
    { text: 'Editing', href: editingHref },
  ],
  lead: {
    council:
      'The articles that the partnership shares with us, and where ours stands in place of one. Advisers find one of the two, never both.',
    partnership: 'The articles that all councils share, and which councils have their own in place of them.',
  },
  list: listSharedKnowledge,
  compare: compareShared,
  editHref: ({ id }) => editHref(id),
  taken: articleKeyTaken.code,
};

const goBack = ownRoute(articles, 'go-back', async (context, { authorityId, key, expectedVersion }) => {
  const { own } = await context.read(compareShared, { authorityId, key });
  if (!own) throw staleVersion();
  await context.run(withdrawArticle, { id: own.id, expectedVersion });
  const say = 'Ours is withdrawn: advisers find the shared one from now on';
  return redirect(hrefOfVariant(articles, { key, authorityId }), { say });
});

export const sharedRoutes: readonly Route[] = [
  ...variantRoutes(articles),
  takeRoute(articles, {
    param: 'sharedKey',
    command: takeSharedArticle,
    say: 'This is our own draft now. Advisers read the shared one until you publish it.',
  }),
  keepRoute(articles, keepOwnArticle),
  goBack,
];
