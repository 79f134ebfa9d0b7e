import { expect } from 'chai';
import { DAY_MS } from '../kernel/clock.js';
import { someSurroundings } from '../testing/contact-surroundings.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { planOf } from '../testing/plans.js';
import {
  avoidableQuestion,
  inTimeQuestion,
  outcomesQuestion,
  repeatsQuestion,
  surveyQuestion,
  waitsQuestion,
  type Question,
} from './figures-repository.js';
import { aPastContact } from './testing/past-contacts.js';

const id = '01900000-0000-7000-8000-000000000001';
const period = { authorityId: dunmere, from: testNow - DAY_MS, until: testNow };
const everything = { ...period, serviceId: id, channel: 'telephone', teamId: id } as const;

/** Each figure's query, and the indexes that keep it to its period. */
const asked: readonly [name: string, question: Question, indexes: readonly string[]][] = [
  ['how enquiries ended', outcomesQuestion(period), ['enquiries_authority_id_closed_at_idx']],
  ['the same, narrowed', outcomesQuestion(everything), ['enquiries_authority_id_closed_at_idx']],
  [
    'which resolutions held',
    repeatsQuestion(period, DAY_MS),
    ['enquiries_authority_id_closed_at_idx', 'interactions_customer_id_started_at_idx', 'enquiries_interaction_id_idx'],
  ],
  [
    'how enquiries ended, in two columns alone',
    outcomesQuestion({ ...period, columns: new Set(['closed', 'resolved']) }),
    ['enquiries_authority_id_closed_at_idx'],
  ],
  ['what customers answered', surveyQuestion(period), ['surveys_authority_id_drawn_at_idx']],
  ['how long customers waited', waitsQuestion(period), ['interactions_authority_id_started_at_idx']],
  ['calls answered in time', inTimeQuestion(everything, 60), ['interactions_authority_id_started_at_idx']],
  ['avoidable contact', avoidableQuestion(period), ['interactions_authority_id_started_at_idx']],
];

onBothEngines('the plans of figures', (world) => {
  before(async function () {
    this.timeout(60_000);
    const { customerId, missedBinId: serviceId } = await someSurroundings(world());
    for (let index = 0; index < 300; index += 1)
      await aPastContact(world(), { customerId, serviceId, daysAgo: 300 - index });
    await world().kernel.db.migration((run) => run('analyze'));
  });

  for (const [name, question, indexes] of asked)
    it(`keep ${name} to the period`, async () => {
      const plan = await planOf(world(), question, question.params);
      for (const index of indexes) expect(plan).to.include(index);
      expect(plan, 'no scan of all contacts').to.not.match(/SCAN (?:e|i|again|further)\b|Seq Scan on (?:int|enq)/);
    });
});
