import { parseDocument } from 'yaml';
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
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return { articles: [], faults: document.errors.map((error) => error.message) };

  const entries: unknown = document.toJS();
  if (!Array.isArray(entries)) return { articles: [], faults: ['The file holds no list of articles'] };

  const articles: KnowledgeArticle[] = [];
  const faults: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = knowledgeArticle.safeParse(entry);
    if (parsed.success) articles.push(parsed.data);
    else faults.push(...parsed.error.issues.map((issue) => describeFault(entry, index, issue)));
  }
  return { articles, faults };
}

function describeFault(entry: unknown, index: number, issue: { path: PropertyKey[]; message: string }): string {
  const place = issue.path.map(String).join('.');
  return [nameOf(entry, index), place, issue.message].filter(Boolean).join(': ');
}

function nameOf(entry: unknown, index: number): string {
  const key = typeof entry === 'object' && entry !== null && 'key' in entry ? entry.key : undefined;
  return typeof key === 'string' ? key : `Article ${index + 1}`;
}
