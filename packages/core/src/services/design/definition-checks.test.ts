import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { checkDefinition } from './definition-checks.js';
import { aQuestion, aService, aServiceAsking, aServiceInput } from '../fixtures.js';
import { LIFECYCLE_NAMES, namedLifecycle } from '../flow/named-lifecycles.js';
import { readDefinition, readDefinitionFile } from '../read-definition.js';
import type { ServiceDefinition } from '../types.js';

const faultsOf = (definition: ServiceDefinition) =>
  checkDefinition(definition).map(({ path, message }) => `${path}: ${message}`);

const asking = (...questions: Record<string, unknown>[]) => faultsOf(aServiceAsking(...questions));

describe('checking a definition before it is published', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(checkDefinition(aService())).to.deep.equal([]);
  });

  describe('the form', () => {
    const colour = {
      key: 'colour',
      type: 'choice',
      options: ['red', 'green'].map((value) => ({ value, label: value })),
    };

    it('refuses two questions with one key', () => {
      expect(asking({ key: 'a' }, { key: 'a' })).to.deep.equal([
        'form.questions.1.key: Two questions have the key a: rename one',
      ]);
    });

    it('refuses conditions on questions that are unknown or come later', () => {
      expect(asking({ key: 'a', showWhen: { question: 'b', answered: true } }, { key: 'b' })[0]).to.contain(
        'b is not asked before this',
      );
      expect(asking({ key: 'a', showWhen: { any: [{ question: 'z', answered: true }] } })).to.deep.equal([
        'form.questions.0.showWhen.any.0: There is no question z',
      ]);
      expect(asking({ key: 'a', showWhen: { question: 'a', answered: true } })[0]).to.contain('not asked before this');
    });

    it('refuses conditions that no answer can meet', () => {
      const after = (when: unknown) => asking(colour, { key: 'b', showWhen: when })[0];
      expect(after({ question: 'colour', is: 'pink' })).to.contain(
        'colour has no option “pink”: its options are red, green',
      );
      expect(after({ question: 'colour', atLeast: 3 })).to.contain("atLeast and atMost can't be asked of colour");
      expect(
        asking(
          { key: 'a', type: 'yes-no', called: 'whether so' },
          { key: 'b', showWhen: { question: 'a', is: 'yes' } },
        )[0],
      ).to.contain('a is answered with true or false, not “yes”');
      expect(asking({ key: 'a', type: 'file' }, { key: 'b', showWhen: { question: 'a', is: 'x' } })[0]).to.contain(
        'only “answered”',
      );
    });

    it('refuses what another system offers as the answer to anything but a text', () => {
      expect(asking({ key: 'a', fedBy: 'slots' })).to.deep.equal([]);
      expect(asking({ key: 'a', type: 'number', fedBy: 'slots' })[0]).to.contain('make it a text');
    });

    it('refuses to hide a question by anything but answers', () => {
      expect(asking({ key: 'a', showWhen: { fact: 'ward', known: true } })[0]).to.contain(
        'can look at answers, not at facts',
      );
    });

    it('refuses options that repeat, are missing, or mean nothing', () => {
      const twice = [...colour.options, { value: 'red', label: 'green' }];
      expect(asking({ ...colour, options: twice })).to.have.length(2);
      expect(asking({ key: 'a', type: 'choice' })).to.deep.equal(['form.questions.0: A choice question needs options']);
      expect(asking({ ...colour, type: 'text' })[0]).to.contain('A text question has no options');
    });

    it('refuses limits that contradict each other or their type', () => {
      expect(asking({ key: 'a', type: 'number', min: 3, max: 2 })[0]).to.contain('nothing could be answered');
      expect(asking({ key: 'a', min: 3 })[0]).to.contain('min means nothing for a text question');
      expect(asking({ ...colour, type: 'choices', min: 3 })[0]).to.contain('more than the 2 options');
    });

    it('refuses a pattern that is broken or has no help', () => {
      expect(asking({ key: 'a', pattern: '(' })).to.have.length(2);
      expect(asking({ key: 'a', patternHelp: 'Enter it' })[0]).to.contain('patternHelp needs a pattern');
    });

    it('refuses labels that no error could name', () => {
      expect(asking({ key: 'a', label: 'Which one?' })[0]).to.contain(
        'how an error names the answer to “Which one?” (called)',
      );
      expect(asking({ key: 'a', label: 'Is it?', called: 'it', type: 'yes-no' })[0]).to.contain(
        'starts with “whether”',
      );
    });

    it('refuses to call a telephone number no personal data', () => {
      expect(asking({ key: 'a', type: 'telephone' })[0]).to.contain('tag it personal or special');
    });
  });

  describe('the lifecycle', () => {
    const two = {
      name: 'two-steps',
      initial: 'open',
      statuses: [
        { key: 'open', label: 'Open', publicLabel: 'Open', kind: 'open' },
        { key: 'shut', label: 'Shut', publicLabel: 'Shut', kind: 'closed' },
      ],
      transitions: [{ from: 'open', event: 'close', to: 'shut', label: 'Close' }],
    };
    const stuck = { key: 'stuck', label: 'Stuck', publicLabel: 'Stuck', kind: 'waiting' };
    const check = (changes: object) => faultsOf(aService({ lifecycle: { ...two, ...changes } }));

    it('is sound for every name', () => {
      for (const name of LIFECYCLE_NAMES) {
        const { statuses } = namedLifecycle(name);
        expect(statuses.some(({ kind }) => kind === 'waiting')).to.equal(true);
        expect(faultsOf(aService({ lifecycle: name }))).to.deep.equal([]);
      }
      expect(check({})).to.deep.equal([]);
    });

    it('refuses transitions to and from nowhere', () => {
      const transitions = [...two.transitions, { from: 'shut', event: 'reopen', to: 'opne', label: 'Reopen' }];
      expect(check({ transitions })).to.deep.equal(['lifecycle.transitions.1.to: There is no status opne']);
    });

    it('refuses statuses that can’t be reached, or left', () => {
      expect(check({ statuses: [...two.statuses, stuck] })[0]).to.contain('No transition leads to stuck from open');
      const transitions = [...two.transitions, { from: 'open', event: 'wait', to: 'stuck', label: 'Wait' }];
      expect(check({ statuses: [...two.statuses, stuck], transitions })[0]).to.contain(
        'No transition leads from stuck to a closed',
      );
    });

    it('refuses one event with two ends, and a beginning that is closed', () => {
      expect(check({ transitions: [...two.transitions, ...two.transitions] })[0]).to.contain('leaves open twice');
      expect(check({ initial: 'shut' })[0]).to.contain('must be one of the open statuses');
    });

    it('refuses to pause a clock in a status that doesn’t wait', () => {
      const sla = { target: { amount: 1, unit: 'days' }, calendar: 'office', pausesIn: ['received'] };
      expect(faultsOf(aService({ sla }))[0]).to.contain('received is not');
      expect(
        faultsOf(aService({ sla: { ...sla, pausesIn: [], restarts: [{ status: 'done', target: sla.target }] } }))[0],
      ).to.contain('done is not');
    });
  });

  it('refuses routing that loses cases, or has routes never used', () => {
    expect(faultsOf(aService({ routing: [{ when: { area: 'a' }, team: 'b' }] }))).to.deep.equal([
      'routing: Add a last route without “when”, for every other case',
    ]);
    expect(faultsOf(aService({ routing: [{ team: 'a' }, { team: 'b' }] }))[0]).to.contain('would never be used');
  });

  it('refuses a priority by priority', () => {
    expect(faultsOf(aService({ priority: [{ when: { priority: 'low' }, priority: 'high' }] }))[0]).to.contain(
      'not at priority',
    );
  });

  it('refuses a fee that can’t be counted, and outcomes that repeat', () => {
    expect(faultsOf(aService({ fee: { amountPence: 100, buys: 'one', times: 'bin' } }))[0]).to.contain(
      'which bin is not',
    );
    const outcome = { key: 'a', label: 'A', publicLabel: 'A' };
    expect(faultsOf(aService({ outcomes: [outcome, outcome] }))[0]).to.contain('Two outcomes have the key a');
  });

  it('refuses a title that names nothing, or shows personal data', () => {
    expect(faultsOf(aService({ summaryTemplate: 'Missed {ben} bin' }))).to.deep.equal([
      'summaryTemplate: There is no question ben',
    ]);
    const form = { questions: [aQuestion({ key: 'who', personal: 'personal' })] };
    expect(faultsOf(aService({ form, summaryTemplate: 'About {who}' }))[0]).to.contain('keep it out of the title');
  });

  it('refuses to disclose what is restricted without a full check', () => {
    const task = { title: 'Ring', team: 'contact' };
    expect(faultsOf(aService({ sensitivity: 'restricted', tasks: [task] })).join('\n')).to.contain(
      'tasks.0.team: Leave the team out',
    );
    expect(faultsOf(aService({ tasks: [task] }))).to.deep.equal([]);
    expect(faultsOf(aService({ sensitivity: 'restricted' }))[0]).to.contain('only after a full identity check');
  });
});

describe('reading a definition', () => {
  it('writes out a lifecycle given by name, and reads that again to the same', () => {
    const { definition } = readDefinition(aServiceInput());
    expect(definition?.lifecycle.statuses.length).to.be.greaterThan(3);
    expect(readDefinition(JSON.parse(JSON.stringify(definition))).definition).to.deep.equal(definition);
  });

  it('names every fault of the shape, and the fix', () => {
    const { faults } = readDefinition({ ...aServiceInput({ colour: 'red', key: 'Missed Bin' }), name: undefined });
    expect(faults.map(({ path, message }) => `${path}: ${message}`)).to.have.members([
      'key: Use lower-case words joined by hyphens, like missed-bin',
      'name: Give this: it is missing',
      ': Remove colour: there is no such field here',
    ]);
  });

  it('says the line of a file', () => {
    const text = 'key: missed-bin\nname: Missed bin\nlifecycle: nonsense\n';
    const { faults } = readDefinitionFile(text);
    expect(faults.find(({ path }) => path === 'lifecycle')).to.deep.include({ line: 3 });
    expect(readDefinitionFile('key: [').faults[0]?.line).to.equal(1);
  });

  it('refuses a file that swells by its aliases', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
    ].join('\n');
    expect(readDefinitionFile(bomb).faults).to.have.length(1);
  });
});

describe('the guide for administrators', () => {
  it('shows a definition that is sound', () => {
    const guide = readFileSync(new URL('../../../../../docs/administer/services.md', import.meta.url), 'utf8');
    const example = /```yaml\n(.*?)```/s.exec(guide)?.[1] ?? '';
    const { definition, faults } = readDefinitionFile(example);
    expect(faults).to.deep.equal([]);
    expect(definition?.key).to.equal('grit-bin');
  });
});
