import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseArticles, type KnowledgeArticle } from '../../../knowledge/index.js';
import { readDefinitionFile, type ServiceDefinition } from '../../../services/index.js';
import type { TeamDefinition } from '../world/teams.js';

/** The demo's catalogue, knowledge and teams, as the package carries them. */
export interface DemoFiles {
  readonly services: readonly ServiceDefinition[];
  readonly articles: readonly KnowledgeArticle[];
  readonly teams: readonly TeamDefinition[];
  /** Of the service desk that serves every council's staff. */
  readonly staffServices: readonly ServiceDefinition[];
  readonly staffArticles: readonly KnowledgeArticle[];
}

const folder = fileURLToPath(new URL('../../../../demo', import.meta.url));

/** @throws when a file has a fault, naming it */
export function readDemoFiles(): DemoFiles {
  return {
    services: yamlFiles('services').map(({ name, text }) => readService(name, text)),
    articles: yamlFiles('knowledge').flatMap(({ name, text }) => readArticles(name, text)),
    staffServices: yamlFiles('staff-services').map(({ name, text }) => readService(name, text)),
    staffArticles: readArticles('staff-articles.yaml', readFileSync(path.join(folder, 'staff-articles.yaml'), 'utf8')),
    // Its shape is checked by the demo's own tests.
    teams: parse(readFileSync(path.join(folder, 'teams.yaml'), 'utf8')) as TeamDefinition[],
  };
}

function yamlFiles(part: string): { name: string; text: string }[] {
  const names = readdirSync(path.join(folder, part)).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => ({ name, text: readFileSync(path.join(folder, part, name), 'utf8') }));
}

function readService(name: string, text: string): ServiceDefinition {
  const { definition, faults } = readDefinitionFile(text);
  if (!definition)
    throw new Error(`demo service ${name}: ${faults.map(({ path: at, message }) => `${at} ${message}`).join('; ')}`);
  return definition;
}

function readArticles(name: string, text: string): KnowledgeArticle[] {
  const { articles, faults } = parseArticles(text);
  if (faults.length > 0) throw new Error(`demo articles ${name}: ${faults.join('; ')}`);
  return articles;
}
