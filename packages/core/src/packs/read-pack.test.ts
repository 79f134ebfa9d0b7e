import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { readPack } from './read-pack.js';
import { runPackTests } from './run-pack-tests.js';
import { aPackInput, aServiceInput, whichBin } from './testing/a-pack.js';
import { writePack } from './write-pack.js';

const folder = 'examples/packs';
const shipped = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const faultsOf = (raw: object): string[] =>
  readPack(stringify(raw, { aliasDuplicateObjects: false })).faults.map(({ path, message }) => `${path}: ${message}`);

describe('the packs that Moothall comes with', () => {
  it('are at least three, and their folder says what each is for', () => {
    expect(shipped.length).to.be.at.least(3);
    const readme = readFileSync(`${folder}/README.md`, 'utf8');
    expect(shipped.filter((name) => !readme.includes(name))).to.deep.equal([]);
  });

  for (const name of shipped)
    it(`${name} is sound, passes its own tests, and is the same once it is written again`, () => {
      const { pack, faults } = readPack(readFileSync(`${folder}/${name}`, 'utf8'));
      if (!pack) throw new Error(JSON.stringify(faults));
      const results = runPackTests(pack);
      expect(results.filter(({ failures }) => failures.length > 0)).to.deep.equal([]);
      expect(pack.tests.form.length).to.be.at.least(4);
      expect(pack.tests.search.length).to.be.at.least(1);
      expect(readPack(writePack(pack)).pack).to.deep.equal(pack);
    });
});

describe('the file of a pack', () => {
  it('is read from YAML and from JSON', () => {
    const input = aPackInput();
    expect(readPack(stringify(input)).pack?.service.key).to.equal('missed-bin');
    expect(readPack(JSON.stringify(input)).pack).to.deep.equal(readPack(stringify(input)).pack);
  });

  it('has all of its faults named at once, with the field, the fix and the line', () => {
    const input = aPackInput({ 'moothall-pack': 2, version: 'one', colour: 'green', service: { key: 'Missed bin' } });
    const { faults } = readPack(stringify(input));
    const told = faults.map(({ path }) => path);
    expect(told).to.include.members([
      'moothall-pack',
      'version',
      'colour',
      'service.key',
      'service.name',
      'service.sla',
    ]);
    expect(faults.find(({ path }) => path === 'version')).to.deep.include({
      message: 'Number it as 1.0.0, in quotes where needed',
      line: 3,
    });
    expect(faults.find(({ path }) => path === 'colour')?.message).to.equal(
      'There is no field called "colour". Leave it out',
    );
  });

  it('describes every team that it names, and no other', () => {
    const teams = { parks: { name: 'Parks', does: 'Looks after trees.' } };
    expect(faultsOf(aPackInput({ teams }))).to.deep.equal([
      'teams: Say under waste what the team is called and what it does',
      'teams.parks: Remove this team: nothing in the pack names it',
    ]);
  });

  it('looks in its tests for articles that it has', () => {
    const tests = { search: [{ words: 'bin', finds: 'gritting' }] };
    expect(faultsOf(aPackInput({ tests }))).to.deep.equal([
      'tests.search.0.finds: Name an article of the pack: gritting is none',
    ]);
  });

  it('is refused when it is too large, too deep or a knot of aliases, and isn’t worked on', () => {
    const first = (text: string): string | undefined => readPack(text).faults[0]?.message;
    expect(first('#'.repeat(1024 * 1024 + 1))).to.equal('Shorten the file to a megabyte or less');
    expect(first(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).to.contain('Nest it less deeply');
    expect(first('['.repeat(400_000))).to.be.a('string');
    const bomb = [
      'a: &a [x, x]',
      ...[...'bcdefgh'].map((name, at) => `${name}: &${name} [*${'abcdefg'[at]}, *${'abcdefg'[at]}]`),
    ];
    expect(first(bomb.join('\n'))).to.contain('Write out what *aliases stand for');
    expect(first('service: [')).to.be.a('string');
    expect(first('')).to.be.a('string');
  });

  it('has no field twice, and its fields may be many', () => {
    const told = (text: string) => readPack(text).faults.map(({ line, message }) => `${line ?? ''} ${message}`);
    expect(told('a: 1\nb:\n  a: 1\n  c: 1\n  c: 2\na: 2\n')).to.have.members([
      '5 Map keys must be unique',
      '6 Map keys must be unique',
    ]);
    expect(told('{"a": 1, "a": 2}')).to.deep.equal(['1 Map keys must be unique']);
  });

  it('is refused when it takes too long to read', () => {
    const aliases = Array.from({ length: 2_000 }, (_, at) => `- &a${at} x\n- *a${at}`).join('\n');
    expect(readPack(aliases, { withinMs: 1 }).faults).to.deep.equal([
      { path: '', message: 'Shorten the file: it takes too long to read' },
    ]);
  });

  it('reads no name of a field as anything but a name', () => {
    const text = stringify(aPackInput()).replace(
      'name: missed-bin\n',
      'name: missed-bin\n__proto__: { polluted: yes }\n',
    );
    expect(readPack(text).faults.length).to.be.greaterThan(0);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });
});

describe('a pack’s own tests', () => {
  const failuresOf = (test: object): readonly string[] | undefined => {
    const { pack, faults } = readPack(
      stringify(aPackInput({ tests: { form: [{ title: 'A test', on: '2026-11-23', ...test }] } })),
    );
    if (!pack) throw new Error(JSON.stringify(faults));
    return runPackTests(pack)[0]?.failures;
  };
  const answers = { bin: 'rubbish' };

  it('say what came out otherwise', () => {
    const gives = { title: 'Missed bin', priority: 'high', team: 'waste', feePence: 100, due: '2026-11-26 15:30' };
    expect(failuresOf({ answers, gives })).to.deep.equal([
      'title: Missed rubbish bin, not Missed bin',
      'priority: normal, not high',
      'feePence: 0, not 100',
      'due: 2026-11-25 15:30, not 2026-11-26 15:30',
    ]);
    expect(failuresOf({ answers: {}, gives: { stops: ['not-ours'] } })).to.deep.equal([
      'refused: bin, not nothing',
      'stops: nothing, not not-ours',
    ]);
  });

  it('fail when a pattern takes for ever, and are run no further', () => {
    const typed = { type: 'text', pattern: '(a|a)*b', patternHelp: 'Enter it' };
    const question = { key: 'plate', label: 'Plate', required: true, personal: 'none', ...typed };
    const form = ['First', 'Second'].map((title) => ({
      ...{ title, on: '2026-11-23', answers: { bin: 'rubbish', plate: 'a'.repeat(60) } },
    }));
    const service = aServiceInput({ form: { questions: [whichBin, question] } });
    const { pack, faults } = readPack(stringify(aPackInput({ service, tests: { form } })));
    if (!pack) throw new Error(JSON.stringify(faults));
    expect(runPackTests(pack, { withinMs: 30 })).to.deep.equal([
      { title: 'First', failures: ['it takes too long: simplify the patterns of the questions'] },
    ]);
  });

  it('look at the place only where they name one', () => {
    expect(failuresOf({ answers })).to.deep.equal([]);
    expect(failuresOf({ answers, location: null })).to.deep.equal(['refused: location, not nothing']);
    expect(failuresOf({ answers, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } })).to.deep.equal([]);
  });

  it('are to be of the shape that the file has', () => {
    const broken = parse(
      stringify(aPackInput({ tests: { form: [{ title: 'x', answers: {}, gives: { due: 'soon' } }] } })),
    ) as object;
    expect(faultsOf(broken)).to.deep.equal([
      'tests.form.0.on: Give tests.form.0.on: it is missing',
      'tests.form.0.gives.due: Write when it is due as 2026-11-25 15:30, or none',
    ]);
  });
});
