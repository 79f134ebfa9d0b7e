import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { giveFeedback, judgeWord, learnEnquiries, listLearnedWords, logGap } from '../../../knowledge/index.js';
import { runQuery } from '../../../kernel/query.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedCatalogue } from './load-catalogue.js';
import type { LoadedStaff } from './load-staff.js';

interface Loaded {
  readonly authorities: LoadedAuthorities;
  readonly staff: LoadedStaff;
  readonly catalogue: LoadedCatalogue;
}

/** What customers said that no article answers. Only `chickens` and `hedgehog` were said by several of them. */
const unanswered: readonly string[] = [
  'can I keep chickens in my garden',
  'next door has chickens and a cockerel',
  'how many chickens am I allowed',
  'selling eggs from my chickens',
  'a hedgehog is caught in the netting',
  'who looks after hedgehogs here',
  'found a hedgehog in daylight',
  'where do the lost gloves from the tram go',
];

/** What customers said to which service's article: each word of three or more customers is the editors' to look at. */
const resolved: Readonly<Record<string, readonly string[]>> = {
  'bulky-waste': [
    'get rid of an old settee',
    'a broken settee and a mattress',
    'my settee has to go, and a mattress',
    'mattress and wardrobe on the landing',
    'take away a wardrobe',
    'wardrobe, chest of drawers',
  ],
  'council-tax-move': ['we have shifted flat', 'shifted to a new flat', 'just shifted house', 'flat sold last week'],
  'dog-fouling': ['poo all over the alley', 'poo by the swings', 'dog poo in the alley', 'alley full of mess'],
};
const decided: Readonly<Record<string, 'approved' | 'refused'>> = { settee: 'approved', alley: 'refused' };

/** What resolved enquiries taught the search at Castlebridge, and two decisions of its editors. */
async function loadLearnedWords(kernel: Kernel, { authorities, catalogue }: Loaded): Promise<void> {
  const authorityId = authorities.ids.get('castlebridge');
  for (const [service, phrases] of Object.entries(resolved)) {
    const articleId = catalogue.articles.get(service);
    if (articleId === undefined) continue;
    const items = phrases.map((words, at) => {
      const id = `demo ${service} ${at}`;
      return { words, articleId, customer: id, sourceId: id };
    });
    await runCommand(kernel, demoActor, learnEnquiries, { authorityId, items });
  }
  const { words } = await runQuery(kernel, demoActor, listLearnedWords, { authorityId });
  for (const { word, answerId, stem } of words) {
    const decision = decided[word];
    if (decision === undefined) continue;
    const judged = { authorityId, answerId, stem, before: 'undecided', decision };
    await runCommand(kernel, demoActor, judgeWord, judged);
  }
}

/** What the editors find waiting: an adviser's word on an article, and words that found nothing at Castlebridge. */
export async function loadKnowledge(kernel: Kernel, loaded: Loaded): Promise<void> {
  const { authorities, staff, catalogue } = loaded;
  await loadLearnedWords(kernel, loaded);
  const authorityId = authorities.ids.get('castlebridge');
  for (const [at, words] of unanswered.entries())
    await runCommand(kernel, demoActor, logGap, { authorityId, words, customer: `demo ${at}`, sourceId: `demo ${at}` });
  const [articleId, adviser] = [catalogue.articles.get('missed-bin-collection'), staff.people.get('tom.beddoes')];
  const partnershipId = authorities.ids.get('partnership');
  if (!articleId || !adviser || partnershipId === undefined) return;
  const grants = new Map([['knowledge.report', [{ authorityId: partnershipId }]]]);
  const actor: StaffActor = { kind: 'staff', staffId: adviser.id, name: adviser.name, via: 'session', grants };
  const note = 'It doesn’t say what to do when the whole street was missed.';
  await runCommand(kernel, actor, giveFeedback, { articleId, problem: 'unclear', note });
}
