#!/usr/bin/env node
// How well does the search find what customers mean? Loads articles, asks questions, tells the search what resolved
// other customers' enquiries, and asks again, all through the JSON API. Prints the share of questions whose article
// came first, among the first three and among the first five. Needs Node 20 or later and nothing else.
//
//   MOOTHALL_TOKEN=… node measure-search.mjs --url https://desk.example --authority 3 questions.json
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const atOnce = 200; // most enquiries that one request takes

try {
  await measure();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measure() {
  const { api, authorityId, articles, resolved, questions, asJson } = readOrders();
  const loaded = await loadArticles(api, authorityId, articles);
  const before = await recallOf(api, authorityId, questions);
  for (let from = 0; from < resolved.length; from += atOnce)
    await api('POST', '/knowledge/resolved-enquiries', { authorityId, items: resolved.slice(from, from + atOnce) });
  const afterLearning = await recallOf(api, authorityId, questions);
  const figures = { articles: articles.length, loaded, questions: questions.length, ...before, afterLearning };
  console.log(asJson ? JSON.stringify(figures) : inWords(figures, resolved));
}

/** @throws with what to write */
function readOrders() {
  const options = { url: { type: 'string' }, authority: { type: 'string' }, json: { type: 'boolean' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const token = process.env.MOOTHALL_TOKEN;
  const authorityId = Number(values.authority);
  if (!token) throw new Error('Set MOOTHALL_TOKEN to a token that may knowledge.read and knowledge.edit.');
  if (!values.url || !Number.isInteger(authorityId) || positionals.length !== 1)
    throw new Error('Write: measure-search.mjs --url ADDRESS --authority NUMBER FILE.json [--json]');
  const { articles = [], resolved = [], questions } = JSON.parse(readFileSync(positionals[0], 'utf8'));
  if (!questions?.length) throw new Error(`${positionals[0]} holds no questions.`);
  return { api: apiAt(values.url, token), authorityId, articles, resolved, questions, asJson: values.json };
}

/** Asks the API; `allowed` names the errors that are an answer too. */
function apiAt(url, token) {
  return async (method, path, body, allowed = []) => {
    const response = await fetch(new URL(`/api/v1${path}`, url), {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.json();
    if (response.ok || allowed.includes(answer.code)) return answer;
    const faults = (answer.errors ?? []).map(({ field, message }) => `${field}: ${message}`);
    throw new Error(
      [`${method} ${path}: ${response.status} ${answer.code}. ${answer.detail ?? ''}`, ...faults].join('\n'),
    );
  };
}

/** An article whose key is there already stays as it is. Answers how many were new. */
async function loadArticles(api, authorityId, articles) {
  let loaded = 0;
  for (const article of articles) {
    const saved = await api('POST', '/knowledge/articles', { authorityId, article }, ['article_key_taken']);
    if (saved.id) loaded += 1;
  }
  return loaded;
}

async function recallOf(api, authorityId, questions) {
  const places = [];
  for (const { words, articleKey } of questions) {
    const asked = new URLSearchParams({ q: words, authorityId, limit: 5 });
    const { items } = await api('GET', `/knowledge/search?${asked}`);
    places.push(items.findIndex(({ key }) => key === articleKey));
  }
  const within = (first) => places.filter((place) => place >= 0 && place < first).length / places.length;
  return { recallAt1: within(1), recallAt3: within(3), recallAt5: within(5) };
}

function inWords({ articles, loaded, questions, afterLearning, ...before }, resolved) {
  const customers = new Set(resolved.map(({ customer }) => customer)).size;
  const line = (name, { recallAt1, recallAt3, recallAt5 }) =>
    [name.padEnd(16), ...[recallAt1, recallAt3, recallAt5].map((share) => share.toFixed(3).padStart(8))].join('');
  return [
    `${articles} articles (${loaded} new), ${questions} questions, ${resolved.length} enquiries of ${customers} customers`,
    ['Recall at'.padEnd(16), ...['1', '3', '5'].map((at) => at.padStart(8))].join(''),
    line('before', before),
    line('after learning', afterLearning),
  ].join('\n');
}
