import type { z } from 'zod';
import { readYamlText } from '../kernel/yaml-text.js';
import { knowledgeArticle } from './types.js';
import type { KnowledgeArticle } from './types.js';

export interface ParsedArticles {
  articles: KnowledgeArticle[];
  /** One sentence for each fault, beginning with the article it is in. Empty when all of the text was taken. */
  faults: string[];
}

/**
 * Reads a YAML list of knowledge articles. Every fault is reported, not only the first, and an article with a fault
 * is left out of `articles`.
 */
export function parseArticles(yaml: string): ParsedArticles {
  const read = readYamlText(yaml);
  if (read.faults.length > 0) return refused(...read.faults.map(({ message }) => message));
  const entries = read.value;
  if (!Array.isArray(entries)) return refused('The file holds no list of articles');

  const articles: KnowledgeArticle[] = [];
  const faults: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = knowledgeArticle.safeParse(entry, { reportInput: true });
    if (parsed.success) articles.push(parsed.data);
    else faults.push(...parsed.error.issues.map((issue) => describeFault(entry, index, issue)));
  }
  return { articles, faults };
}

function refused(...faults: string[]): ParsedArticles {
  return { articles: [], faults };
}

function describeFault(entry: unknown, index: number, issue: z.core.$ZodIssue): string {
  return [nameOf(entry, index), issue.path.join('.'), remedyFor(issue)].filter(Boolean).join(': ');
}

function nameOf(entry: unknown, index: number): string {
  const key = typeof entry === 'object' && entry !== null && 'key' in entry ? entry.key : undefined;
  return typeof key === 'string' ? key : `Article ${index + 1}`;
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Remove ${issue.keys.join(', ')}: an article has no such field`;
    case 'invalid_type':
      return issue.input === undefined ? 'Give this: it is missing' : `Write this as ${issue.expected}`;
    case 'invalid_value':
      return `Choose from ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}
