import { examineConnections, withAdapters } from '../adapters/index.js';
import { undividedTexts } from '../correspondence/index.js';
import { countLate } from '../documents/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { inspectDatabase, type InspectedDatabase } from '../kernel/db/inspect-database.js';
import { checkStreams } from './audit-streams.js';
import { closeKernel, migrateDatabase, openKernel } from './compose.js';
import type { Finding } from './doctor.js';
import { compareSchema } from './installation-state.js';

const area = 'database';

/** The database as it lies there; then, where its schema is this version's, the connections to other systems. */
export async function checkDatabase(config: Config, clock: Clock): Promise<Finding[]> {
  let found: InspectedDatabase;
  try {
    found = await inspectDatabase(databaseAddress(config));
  } catch (error) {
    const fix = 'Start it, and look at database in moothall.yaml and database.password in secrets.yaml';
    return [{ area, state: 'fault', says: `The database doesn’t answer: ${(error as Error).message}`, fix }];
  }
  const schema = schemaFinding(config, clock, found.schema);
  const faults = found.faults.map(({ says, fix }): Finding => ({ area, state: 'fault', says, fix }));
  const whole: Finding[] = faults.length > 0 ? faults : [{ area, state: 'good', says: 'The database is whole' }];
  const connections = schema.state === 'good' ? await connectionFindings(config, clock) : [];
  return [...whole, schema, ...sameTime(found.now, clock), ...connections];
}

function schemaFinding(config: Config, clock: Clock, applied: InspectedDatabase['schema']): Finding {
  const repair = (): Promise<unknown> => migrateDatabase(config, clock);
  const behind = { area, state: 'fault', fix: 'moothall migrate', repair } as const;
  if (!applied) return { ...behind, says: 'The tables are not made yet.' };
  const { others, missing } = compareSchema(applied, config.database.engine);
  if (others.length > 0)
    return {
      area,
      state: 'fault',
      says: `The tables are those of another version of Moothall (${others.join(', ')}).`,
      fix: 'Run the version that made them, or a newer one',
    };
  if (missing > 0) return { ...behind, says: `${missing} changes of the tables are still to be made.` };
  return { area, state: 'good', says: 'The tables are those of this version' };
}

const mostApartMs = 5000;

function sameTime(theirs: number | undefined, clock: Clock): Finding[] {
  if (theirs === undefined) return [];
  const apart = Math.abs(theirs - clock.now());
  if (apart <= mostApartMs) return [{ area, state: 'good', says: 'The database’s clock agrees with this machine’s' }];
  return [
    {
      area,
      state: 'fault',
      says: `The database’s clock is ${Math.round(apart / 1000)} seconds away from this machine’s.`,
      fix: 'Let both be set from the same time server',
    },
  ];
}

function lateFiles(count: number): Finding[] {
  if (count === 0) return [];
  const says = `${count} uploaded ${count === 1 ? 'file waits' : 'files wait'} for over an hour to be taken to the connection that keeps files.`;
  return [{ area: 'connections', state: 'fault', says, fix: 'Look at the page of that connection, under Connections' }];
}

/** Receipts come through it all the same. */
function undividedFinding(name: string): Finding {
  const says = `${name} serves several councils, and nothing says to which of them a text message comes that somebody sends: none is kept.`;
  const fix = `Name one council under adapters.${name}.authorities in moothall.yaml, and make a connection for each other`;
  return { area: 'connections', state: 'advice', says, fix };
}

async function connectionFindings(config: Config, clock: Clock): Promise<Finding[]> {
  if ([config.adapters, config.audit.streams].every((each) => Object.keys(each).length === 0)) return [];
  const kernel = await openKernel(config, clock);
  try {
    const connections = (await examineConnections(kernel)).map(({ name, ok, code, detail }): Finding =>
      ok
        ? { area: 'connections', state: 'good', says: `${name} answers` }
        : {
            area: 'connections',
            state: 'fault',
            says: `${name}: ${detail ?? code ?? 'it doesn’t answer'}`,
            fix: `moothall adapter check ${name}`,
          },
    );
    const late = lateFiles(await withAdapters(kernel, countLate));
    const undivided = (await withAdapters(kernel, undividedTexts)).map(undividedFinding);
    return [...connections, ...late, ...undivided, ...(await checkStreams(kernel))];
  } catch (error) {
    const says = (error as Error).message;
    return [{ area: 'connections', state: 'fault', says, fix: 'Correct moothall.yaml or secrets.yaml' }];
  } finally {
    await closeKernel(kernel);
  }
}
