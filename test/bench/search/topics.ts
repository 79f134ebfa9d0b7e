import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { KnowledgeArticle } from '#core/knowledge/index.js';

const Topic = z.strictObject({
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  keywords: z.array(z.string()),
  body: z.string(),
  /** What customers said whose enquiries the article resolved. */
  learned: z.array(z.string()),
  /** What other customers say, who want the same. None of it is in an article word for word, nor learned. */
  asked: z.array(z.string()),
});

/** A subject that people ask councils about, as the article that answers it and the words of people who want that. */
export type Topic = z.infer<typeof Topic>;

/** Reads `test/bench/search/topics/*.yaml`. */
export function readTopics(checkout: string): Topic[] {
  const directory = path.join(checkout, 'test/bench/search/topics');
  const files = readdirSync(directory).sort();
  return files.flatMap((file) => z.array(Topic).parse(parse(readFileSync(path.join(directory, file), 'utf8'))));
}

export function articleOf({ key, title, summary, keywords, body }: Topic): KnowledgeArticle {
  return {
    ...{ key, title, summary, keywords },
    audience: ['county', 'district', 'unitary'],
    lgsl: [],
    script: { steps: [{ text: summary }] },
    body: [{ paragraphs: [body] }],
    outcomeHint: 'answer',
    effectiveOn: '2026-01-01',
    reviewOn: '2030-01-01',
    ownerTeam: 'customer-services',
  };
}

export const examplesForEach = 30;

/** The resolved enquiries of a topic, as many for each: every phrasing as often as it takes. */
export function examplesOf({ key, learned }: Topic): { words: string; articleKey: string }[] {
  return Array.from({ length: examplesForEach }, (_, at) => {
    return { words: learned[at % learned.length] ?? '', articleKey: key };
  });
}
