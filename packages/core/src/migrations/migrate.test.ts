import { expect } from 'chai';
import { migrations } from './index.js';
import { onBothEngines } from '../testing/harness.js';
import { migrate, type Migration } from '../kernel/db/migrate.js';
import { id, int, systemTable } from '../kernel/db/tables.js';

const [foundation] = migrations;
const counters = (column: string): Migration => ({
  name: '0099-counters',
  creates: [systemTable('counters', 'short-lived', { id: id(), [column]: int() })],
});

onBothEngines('bringing a schema up to date', (world) => {
  const bring = (steps: readonly Migration[]): Promise<string[]> => {
    const { db, clock } = world().kernel;
    return migrate(db, steps, clock);
  };
  const refusalOf = async (steps: readonly Migration[]): Promise<string> => {
    try {
      return `brought ${(await bring(steps)).join(', ')}`;
    } catch (error) {
      return String(error);
    }
  };

  let brought: readonly string[];
  before(async () => {
    brought = await bring([...migrations, counters('count')]);
  });

  it('applies what is new, once', async () => {
    expect(brought).to.deep.equal(['0099-counters']);
    expect(await bring([...migrations, counters('count')])).to.deep.equal([]);
  });

  it('refuses a database that a newer version made', async () => {
    expect(await refusalOf(migrations))
      .to.include('newer than this version')
      .and.include('0099-counters');
  });

  it('refuses tables that another build made under the same name', async () => {
    const refusal = await refusalOf([...migrations, counters('amount')]);
    expect(refusal).to.include('another build').and.include('0099-counters').and.not.include(foundation?.name);
  });
});
