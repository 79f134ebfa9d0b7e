import { expect } from 'chai';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDefinitionFile } from './read-definition.js';
import { TIERS, type ServiceDefinition } from './types.js';

const DEMO = new URL('../../demo/', import.meta.url);
const testData = process.env['MOOTHALL_TEST_DATA'];

const teams = z
  .array(z.strictObject({ key: z.string(), name: z.string(), tier: z.array(z.enum(TIERS)), does: z.string() }))
  .parse(parse(readFileSync(new URL('teams.yaml', DEMO), 'utf8')));
const files = readdirSync(new URL('services/', DEMO)).map((name) => ({
  name,
  text: readFileSync(new URL(`services/${name}`, DEMO), 'utf8'),
}));
const services = files.flatMap(({ text }) => readDefinitionFile(text).definition ?? []);

describe('the demo’s services', () => {
  for (const { name, text } of files) {
    it(`reads ${name} without a fault`, () => {
      const { definition, faults } = readDefinitionFile(text);
      expect(faults).to.deep.equal([]);
      expect(`${definition?.key}.yaml`).to.equal(name);
    });
  }

  it('cover both tiers of a two-tier area', () => {
    const only = (tier: string) =>
      services.filter((service) => service.tier.includes(tier as never) && service.tier.length < 3);
    expect(services.length).to.be.at.least(45);
    expect(only('district').length).to.be.at.least(20);
    expect(only('county').length).to.be.at.least(15);
  });

  it('go to teams that every authority of their tier has', () => {
    for (const service of services) {
      for (const { team: key } of service.routing) {
        const team = teams.find((candidate) => candidate.key === key);
        expect(team?.tier, `${service.key} goes to ${key}`).to.include.members(service.tier);
      }
    }
  });

  it('use every team, and no team twice', () => {
    const routed = new Set(services.flatMap(({ routing }) => routing.map(({ team }) => team)));
    expect(teams.map(({ key }) => key)).to.have.members([...routed]);
  });

  it('have names that don’t repeat', () => {
    expect(new Set(services.map(({ name }) => name)).size).to.equal(services.length);
  });

  it('keep the words of the house', () => {
    for (const { name, text } of files) expect(text, name).not.to.match(/\b(please|sorry|invalid|ticket reference)\b/i);
  });

  it('keep what is special to a full check, or ask nothing special of a stranger by name', () => {
    const restricted = services.filter(({ sensitivity }) => sensitivity === 'restricted').map(({ key }) => key);
    expect(restricted).to.include.members(['adult-social-care', 'child-safeguarding', 'homelessness']);
    for (const service of services.filter(({ key }) => restricted.includes(key))) {
      expect(service.retentionClass, service.key).to.equal('restricted-case');
    }
  });

  it('name articles that exist', () => {
    const folder = new URL('knowledge/', DEMO);
    const articles = readdirSync(folder).flatMap((name) =>
      ArticleKeys.parse(parse(readFileSync(new URL(name, folder), 'utf8'))),
    );
    const known = new Set(articles.map(({ key }) => key));
    for (const { key, relatedArticles } of services) {
      expect(
        relatedArticles.filter((article) => !known.has(article)),
        key,
      ).to.deep.equal([]);
    }
  });

  it('carry ids that are in the Local Government Services and Interactions Lists', function () {
    if (!testData || !existsSync(join(testData, 'lgsl'))) return this.skip();
    const ids = (file: string, column: string) => new Set(readColumn(join(testData, 'lgsl', file), column));
    const lgsl = ids('lgsl_services_esd_2015.csv', 'Identifier');
    const lgil = ids('lgil_interactions.csv', 'Identifier');
    const unknown = services.flatMap((service) => unknownIds(service, lgsl, lgil));
    expect(unknown).to.deep.equal([]);
  });
});

const ArticleKeys = z.array(z.object({ key: z.string() }));

function readColumn(path: string, column: string): (string | undefined)[] {
  const rows = parseCsv<Record<string, string>>(readFileSync(path), {
    bom: true,
    columns: true,
    relax_column_count: true,
  });
  return rows.map((row) => row[column]);
}

function unknownIds(
  service: ServiceDefinition,
  lgsl: Set<string | undefined>,
  lgil: Set<string | undefined>,
): string[] {
  const wrong = service.lgsl.filter((id) => !lgsl.has(String(id))).map((id) => `${service.key}: LGSL ${id}`);
  return lgil.has(String(service.lgil)) ? wrong : [...wrong, `${service.key}: LGIL ${service.lgil}`];
}
