import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { publishArticle, type KnowledgeArticle } from '../../../knowledge/index.js';
import type { DemoAuthorityKey } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedStaff } from './load-staff.js';
import type { DemoFiles } from './read-files.js';

/** What councils say instead of a shared article, by its key. */
const own: readonly (readonly [DemoAuthorityKey, string, Partial<KnowledgeArticle>])[] = [
  [
    'westmoor',
    'gritting',
    {
      summary:
        'Westmoor treats main roads and bus routes before frost; the routes and the gritters’ names are on the map.',
    },
  ],
  [
    'dunmere',
    'leisure-centres',
    { summary: 'Dunmere’s two centres are run by a trust: take the message, it calls back.' },
  ],
  [
    'dunmere',
    'allotments',
    {
      summary:
        'Dunmere lets its own three sites from April; the parish councils run the rest and keep their own lists.',
    },
  ],
  [
    'castlebridge',
    'allotments',
    { summary: 'The city has eleven sites and one list for all of them; half plots come up first.' },
  ],
];

/** What the partnership changed after two councils had taken it. */
const changedSince = {
  key: 'allotments',
  changes: { title: 'Allotments – joining a waiting list, giving up a plot, problems' },
  by: 'grace.adeyemi',
} as const;

/** Articles that councils have in place of shared ones; the partnership has changed one of those since. */
export async function loadOwnArticles(
  kernel: Kernel,
  { articles }: DemoFiles,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const shared = (key: string): KnowledgeArticle => {
    const found = articles.find((article) => article.key === key);
    if (!found) throw new Error(`the demo has no article ${key}`);
    return found;
  };
  for (const [council, key, changes] of own) {
    const article = { ...shared(key), ...changes, variants: [] };
    await runCommand(kernel, demoActor, publishArticle, { authorityId: authorities.ids.get(council), article });
  }
  const editor = staff.people.get(changedSince.by);
  const authorityId = authorities.ids.get('partnership');
  if (!editor || authorityId === undefined) return;
  const grants = new Map([['knowledge.edit', [{ authorityId }]]]);
  const actor: StaffActor = { kind: 'staff', staffId: editor.id, name: editor.name, via: 'session', grants };
  const article = { ...shared(changedSince.key), ...changedSince.changes };
  await runCommand(kernel, actor, publishArticle, { authorityId, article });
}
