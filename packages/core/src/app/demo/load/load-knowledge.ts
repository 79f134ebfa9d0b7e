import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { giveFeedback, logGap } from '../../../knowledge/index.js';
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

/** What the editors find waiting: an adviser's word on an article, and words that found nothing at Castlebridge. */
export async function loadKnowledge(kernel: Kernel, { authorities, staff, catalogue }: Loaded): Promise<void> {
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
