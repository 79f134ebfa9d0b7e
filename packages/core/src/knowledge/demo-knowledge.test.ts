import { expect } from 'chai';
import { parse as parseCsv } from 'csv-parse/sync';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { readDefinitionFile } from '../services/index.js';
import { parseArticles } from './parse-articles.js';
import { addDocument, createSearchIndex, search, type SearchDocument } from './search/search-index.js';
import type { KnowledgeArticle, Script } from './types.js';

const demoFolder = fileURLToPath(new URL('../../demo/', import.meta.url));

/** The facts that the demo's properties have. */
const demoFacts = [
  'assisted-bin',
  'clinical-collection',
  'collection-day',
  'conservation-area',
  'council-tax-band',
  'council-tenancy',
  'garden-waste-subscriber',
  'gritting-route',
  'listed-building',
  'next-collection',
  'parking-zone',
  'round-status',
  'ward',
];

/** What callers say, and the article that answers it. */
const inTheirWords = {
  'wheelie bin not emptied': 'missed-bin',
  'bin not collected': 'missed-bin',
  'neighbours dog barking all night': 'noise-nuisance',
  'my husband died': 'council-tax-bereavement',
  'cant pay my council tax': 'council-tax-arrears',
  'i want to kill myself': 'distressed-caller',
  'dumped mattress': 'fly-tipping',
  'mould in bedroom': 'damp-and-mould',
  'no food for kids': 'crisis-support',
  'what happened to my report': 'existing-case',
};

describe('demo knowledge base', () => {
  const files = readDemo('knowledge').map(({ name, text }) => ({ name, ...parseArticles(text) }));
  const articles = files.flatMap((file) => file.articles);
  const services = readDemo('services').flatMap(({ text }) => readDefinitionFile(text).definition ?? []);

  it('holds at least 125 articles, each in a file without faults', () => {
    for (const { name, faults } of files) expect(faults, name).to.deep.equal([]);
    expect(articles).to.have.lengthOf.at.least(125);
  });

  it('gives each article a key and a title of its own', () => {
    expect(repeated(articles.map((article) => article.key))).to.deep.equal([]);
    expect(repeated(articles.map((article) => article.title.toLowerCase()))).to.deep.equal([]);
  });

  it('gives the adviser steps to follow and words to say or ask', () => {
    const thin = articles.filter(
      ({ script }) => script.steps.length < 2 || !script.steps.some((step) => step.say ?? step.ask),
    );
    expect(keysOf(thin)).to.deep.equal([]);
  });

  it('is found by the words that people use', () => {
    const index = createSearchIndex();
    for (const article of articles) addDocument(index, searchable(article));
    const first = (words: string) => search(index, { words, authorityIds: [1], limit: 1 })[0]?.id;

    expect(Object.keys(inTheirWords).map((words) => [words, first(words)])).to.deep.equal(Object.entries(inTheirWords));
  });

  it('opens the missed-bin form from the missed-bin script', () => {
    const missedBin = articles.find((article) => article.key === 'missed-bin');
    expect(missedBin?.serviceKey).to.equal('missed-bin-collection');
  });

  it('asks only for facts that the demo has', () => {
    const asked = new Set(articles.flatMap((article) => scriptsOf(article).flatMap(factsOf)));
    expect([...asked].filter((fact) => !demoFacts.includes(fact))).to.deep.equal([]);
  });

  it('points only at services of the demo, for a kind of authority that offers them', () => {
    const tiers = new Map(services.map((service) => [service.key, service.tier]));
    const stray = articles.filter(
      ({ serviceKey, audience }) => serviceKey && !audience.some((tier) => tiers.get(serviceKey)?.includes(tier)),
    );
    expect(keysOf(stray)).to.deep.equal([]);
  });

  it('has each article that a service of the demo points to', () => {
    const known = new Set(keysOf(articles));
    const pointedTo = services.flatMap((service) => service.relatedArticles ?? []);
    expect(pointedTo.filter((key) => !known.has(key))).to.deep.equal([]);
  });

  it('is owned by teams of the demo, in a council that the article is for', () => {
    const teams = new Map(readTeams().map((team) => [team.key, team.tier]));
    const unowned = articles.filter(
      ({ ownerTeam, audience }) => !audience.some((tier) => teams.get(ownerTeam)?.includes(tier)),
    );
    expect(keysOf(unowned)).to.deep.equal([]);
  });

  it('words variants only for councils of the demo', () => {
    const councils = ['westmoor', 'dunmere', 'elmfold', 'castlebridge'];
    const authorities = articles.flatMap((article) => article.variants?.map((variant) => variant.authority) ?? []);
    expect(authorities).to.not.be.empty;
    expect(authorities.filter((authority) => !councils.includes(authority))).to.deep.equal([]);
  });

  it('has at least five articles in Welsh', () => {
    expect(articles.filter((article) => article.welsh)).to.have.lengthOf.at.least(5);
  });

  it('uses identifiers of the Local Government Service List', function () {
    const folder = process.env['MOOTHALL_TEST_DATA'];
    if (folder === undefined) {
      this.test!.title += ' (set MOOTHALL_TEST_DATA to check)';
      this.skip();
    }
    const list = readFileSync(join(folder, 'lgsl', 'lgsl_services_esd_2015.csv'));
    const rows = parseCsv(list, { columns: true, bom: true, relax_column_count: true });
    const known = new Set((rows as { Identifier: string }[]).map((row) => Number(row.Identifier)));
    const unknown = articles.filter((article) => article.lgsl.some((id) => !known.has(id)));
    expect(keysOf(unknown)).to.deep.equal([]);
  });
});

function readDemo(folder: string): { name: string; text: string }[] {
  const path = join(demoFolder, folder);
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}

function readTeams(): { key: string; tier: string[] }[] {
  return parseYaml(readFileSync(join(demoFolder, 'teams.yaml'), 'utf8')) as { key: string; tier: string[] }[];
}

function scriptsOf(article: KnowledgeArticle): Script[] {
  const others = [article.welsh?.script, ...(article.variants ?? []).map((variant) => variant.script)];
  return [article.script, ...others.filter((script) => script !== undefined)];
}

function factsOf({ steps }: Script): string[] {
  return steps.flatMap((step) => [step.when?.fact, step.showFact]).filter((fact) => fact !== undefined);
}

function searchable({ key, title, summary, keywords, body, script }: KnowledgeArticle): SearchDocument {
  const said = script.steps.flatMap((step) => [step.text, step.say ?? '', step.ask ?? '']);
  const background = body.flatMap((section) => [...(section.paragraphs ?? []), ...(section.items ?? [])]);
  return {
    id: key,
    kind: 'article',
    authorityIds: [1],
    title,
    keywords: keywords.join('\n'),
    summary,
    body: [...said, ...background].join(' '),
  };
}

function keysOf(articles: readonly KnowledgeArticle[]): string[] {
  return articles.map((article) => article.key);
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
