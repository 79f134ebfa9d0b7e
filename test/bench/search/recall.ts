import { runCommand } from '#core/kernel/command.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { systemActor } from '#core/kernel/actor.js';
import { createArticle, learnEnquiries, searchKnowledge } from '#core/knowledge/index.js';
import { runQuery } from '#core/kernel/query.js';
import { articleOf, examplesOf, type Topic } from './topics.js';

/** The share of questions whose article is first, among the first three, and among the first five. */
export interface Recall {
  readonly recallAt1: number;
  readonly recallAt3: number;
  readonly recallAt5: number;
}

export interface SearchFigures extends Recall {
  readonly articles: number;
  readonly questions: number;
  readonly afterLearning: Recall;
}

const actor = systemActor('measures the search');

/** Loads the articles, asks, teaches the resolved enquiries, and asks again. */
export async function measureSearch(
  kernel: Kernel,
  authorityId: number,
  topics: readonly Topic[],
): Promise<SearchFigures> {
  for (const topic of topics) {
    const input = { authorityId, article: articleOf(topic), state: 'published' };
    await runCommand(kernel, actor, createArticle, input);
  }
  const before = await recallOf(kernel, authorityId, topics);
  await teach(kernel, authorityId, topics);
  const afterLearning = await recallOf(kernel, authorityId, topics);
  const questions = topics.flatMap(({ asked }) => asked).length;
  return { articles: topics.length, questions, ...before, afterLearning };
}

async function teach(kernel: Kernel, authorityId: number, topics: readonly Topic[]): Promise<void> {
  const items = topics.flatMap(examplesOf);
  for (let from = 0; from < items.length; from += 200)
    await runCommand(kernel, actor, learnEnquiries, { authorityId, items: items.slice(from, from + 200) });
}

async function recallOf(kernel: Kernel, authorityId: number, topics: readonly Topic[]): Promise<Recall> {
  const ranks: number[] = [];
  for (const { key, asked } of topics)
    for (const words of asked) {
      const hits = await runQuery(kernel, actor, searchKnowledge, { words, authorityId, limit: 5 });
      ranks.push(hits.findIndex((hit) => hit.key === key));
    }
  const within = (first: number): number => ranks.filter((rank) => rank >= 0 && rank < first).length / ranks.length;
  return { recallAt1: within(1), recallAt3: within(3), recallAt5: within(5) };
}
