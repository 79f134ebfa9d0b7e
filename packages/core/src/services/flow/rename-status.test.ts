import { expect } from 'chai';
import { applyPart } from '../design/apply-part.js';
import { checkDefinition } from '../design/definition-checks.js';
import { findPart } from '../design/design-parts.js';
import { aService } from '../fixtures.js';

const world = { teams: [], areas: [], facts: [] };
const { initial } = aService().lifecycle;
const named = aService({
  sla: {
    ...{ target: { amount: 2, unit: 'working-days' }, calendar: 'crews', pausesIn: ['waiting-for-customer'] },
    extends: [{ status: 'scheduled', target: { amount: 9, unit: 'working-days' } }],
    restarts: [{ status: 'scheduled', from: [initial], target: { amount: 3, unit: 'working-days' } }],
  },
  tasks: [{ title: 'Tell the crew', at: 'scheduled' }],
  messages: [{ event: 'status', status: 'scheduled', template: 'planned', channel: 'email' }],
  welsh: { 'statuses.scheduled': 'Wedi’i drefnu' },
});

function rename(key: string, to: string) {
  const part = findPart('statuses');
  if (!part) throw new Error('there are no statuses');
  const entry = named.lifecycle.statuses.findIndex((status) => status.key === key);
  const { label, publicLabel, kind } = named.lifecycle.statuses[entry] ?? { label: '', publicLabel: '', kind: '' };
  return applyPart(part, named, { entry, typed: { key: to, label, publicLabel, kind }, world });
}

describe('giving a status another key', () => {
  it('gives it in everything that names the status, so that the checks find nothing', () => {
    expect(checkDefinition(named)).to.deep.equal([]);
    const done = rename('scheduled', 'planned');
    if (!('definition' in done)) throw new Error(JSON.stringify(done.faults));
    expect(JSON.stringify(done.definition)).to.not.contain('"scheduled"');
    expect(done.definition.welsh).to.deep.equal({ 'statuses.planned': 'Wedi’i drefnu' });
    expect(checkDefinition(done.definition)).to.deep.equal([]);
  });

  it('gives it to the first one as the one where cases begin', () => {
    const done = rename(initial, 'begun');
    if (!('definition' in done)) throw new Error(JSON.stringify(done.faults));
    expect(done.definition.lifecycle.initial).to.equal('begun');
    expect(done.definition.sla.restarts[0]?.from).to.deep.equal(['begun']);
    expect(checkDefinition(done.definition)).to.deep.equal([]);
  });

  it('takes no other status’s key over: the checks name the two', () => {
    const done = rename('scheduled', 'waiting-for-customer');
    if (!('definition' in done)) throw new Error(JSON.stringify(done.faults));
    expect(done.definition.lifecycle.transitions).to.deep.equal(named.lifecycle.transitions);
    expect(checkDefinition(done.definition).map(({ message }) => message)).to.include(
      'Two statuses have the key waiting-for-customer: rename one',
    );
  });
});
