import { expect } from 'chai';
import { readLayers, type Layers } from './architecture/layers.js';
import { findFaults, findIdleExemptions, rules } from './architecture/rules.js';
import { asSourceFile, readSourceFiles } from './architecture/source-file.js';

const layers = readLayers();
const strict: Layers = { ...layers, exemptions: [] };

/** The rules that one invented file breaks. */
function brokenBy(file: string, text: string): string[] {
  return [...new Set(findFaults([asSourceFile(file, text)], strict).map(({ rule }) => rule))];
}

describe('the architecture', function () {
  this.timeout(60_000);
  const files = readSourceFiles();
  const allFaults = findFaults(files, layers);

  for (const rule of Object.keys(rules)) {
    it(`holds in every file: ${rule}`, () => {
      const faults = allFaults.filter((fault) => fault.rule === rule);
      const report = faults.map(({ file, line, message }) => `${file}:${line} ${message}`);
      expect(report, report.join('\n')).to.deep.equal([]);
    });
  }

  it('has a layer for every folder', () => {
    const folders = new Set(files.map(({ capability }) => capability).filter((capability) => capability !== ''));
    expect([...folders].filter((folder) => layers.layers[folder] === undefined)).to.deep.equal([]);
  });

  it('has a file in every part of a capability, and says what the part holds', () => {
    const named = Object.entries(layers.parts).flatMap(([capability, parts]) =>
      Object.entries(parts).map(([part, holds]) => ({ folder: `${capability}/${part}/`, holds })),
    );
    expect(named.filter(({ folder }) => !files.some(({ path }) => path.startsWith(folder)))).to.deep.equal([]);
    expect(named.filter(({ holds }) => holds.length < 20)).to.deep.equal([]);
  });

  it('gives a reason for every exemption, and has none that nothing needs', () => {
    expect(layers.exemptions.filter(({ reason }) => reason.trim().length < 20)).to.deep.equal([]);
    expect(findIdleExemptions(files, layers)).to.deep.equal([]);
  });
});

describe('the rules of the architecture', () => {
  const faulty: readonly [rule: string, what: string, file: string, text: string][] = [
    [
      'lower-layers-only',
      'a lower capability that imports a higher one',
      'services/rules.ts',
      "import { a } from '../cases/index.js';",
    ],
    [
      'lower-layers-only',
      'an import between equals',
      'places/rules.ts',
      "import type { A } from '../directory/index.js';",
    ],
    ['lower-layers-only', 'the kernel taking from the pages', 'kernel/route.ts', "import { a } from '../web/html.js';"],
    ['lower-layers-only', 'an import at run time', 'services/rules.ts', "const a = await import('../cases/index.js');"],
    ['lower-layers-only', 'a type named in place', 'services/rules.ts', "type A = import('../cases/index.js').A;"],
    ['lower-layers-only', 'a re-export', 'services/index.ts', "export { a } from '../cases/index.js';"],
    [
      'lower-layers-only',
      "a template that includes a higher capability's",
      'services/views/a.ejs',
      "<%- include('/cases/views/a', {}) %>",
    ],
    ['lower-layers-only', 'a folder without a layer', 'gossip/rules.ts', "import { a } from '../kernel/ids.js';"],
    [
      'front-door-only',
      "an import of another capability's file",
      'cases/rules.ts',
      "import { a } from '../services/rules.js';",
    ],
    [
      'sql-in-repositories',
      'a statement in a query',
      'cases/queries.ts',
      'const a = `select id from cases where id = :id`;',
    ],
    [
      'sql-in-repositories',
      'a statement with a value in it',
      'cases/queries.ts',
      'const a = (t: string) => `delete from ${t}`;',
    ],
    [
      'sql-in-repositories',
      'a builder in a command',
      'cases/commands/log-case.ts',
      "export const logCase = (db) => db.insert('cases', []);",
    ],
    ['settings-from-config', 'a setting read from the environment', 'app/http.ts', 'const port = process.env.PORT;'],
    ['settings-from-config', 'the environment handed on', 'app/http.ts', 'const { PORT } = process.env;'],
    ['time-from-clock', 'the time read from the machine', 'cases/rules.ts', 'const now = Date.now();'],
    ['time-from-clock', 'a date made of now', 'cases/rules.ts', 'const now = new Date();'],
    ['telling-names', 'a file of helpers', 'cases/case-helpers.ts', 'export const caseHelpers = 1;'],
    ['telling-names', 'a folder of utilities', 'kernel/utils/text.ts', 'export const text = 1;'],
    ['kebab-case', 'a name in camel case', 'kernel/openDatabase.ts', 'export const openDatabase = 1;'],
    ['one-glance-files', 'a file of 301 lines', 'cases/rules.ts', '\n'.repeat(301)],
    ['one-glance-files', 'a template of 81 lines', 'cases/views/case.ejs', '\n'.repeat(81)],
    ['capability-folders', 'a folder that capabilities do not have', 'cases/services/rules.ts', ''],
    [
      'named-after-contents',
      'a file whose name has nothing to do with what it exports',
      'cases/stuff.ts',
      'export const close = 1;',
    ],
  ];

  for (const [rule, what, file, text] of faulty) {
    it(`find ${what}`, () => {
      expect(brokenBy(file, text)).to.deep.equal([rule]);
    });
  }

  it('are each shown to fail by one of these', () => {
    expect([...new Set(faulty.map(([rule]) => rule))].sort()).to.deep.equal(Object.keys(rules).sort());
  });

  it('let sound files pass', () => {
    expect(
      brokenBy('cases/rules.ts', "import { a } from '../services/index.js'; import { b } from '../kernel/ids.js';"),
    ).to.be.empty;
    expect(brokenBy('cases/repository.ts', "const a = 'select id from cases';")).to.be.empty;
    expect(brokenBy('cases/rules.ts', 'export const later = new Date(0); // select a date from the calendar')).to.be
      .empty;
    expect(brokenBy('cases/commands/log-case.ts', 'export const logCase = 1;')).to.be.empty;
    expect(brokenBy('cases/views/case.ejs', "<%- include('/web/components/tag', {}) %>")).to.be.empty;
  });

  it('spare only the file and the rule that an exemption names', () => {
    const exempting = {
      ...strict,
      exemptions: [{ rule: 'time-from-clock', file: 'kernel/clock.ts', reason: 'It is the clock.' }],
    };
    const text = 'export const now = Date.now(); const a = process.env.TZ;';
    const faults = [asSourceFile('kernel/clock.ts', text), asSourceFile('kernel/ids.ts', text)];
    expect(findFaults(faults, exempting).map(({ rule, file }) => [rule, file])).to.deep.equal([
      ['settings-from-config', 'kernel/clock.ts'],
      ['settings-from-config', 'kernel/ids.ts'],
      ['time-from-clock', 'kernel/ids.ts'],
    ]);
    expect(findIdleExemptions([asSourceFile('kernel/clock.ts', '')], exempting)).to.deep.equal([
      'time-from-clock: kernel/clock.ts',
    ]);
  });
});
