import { assignRole } from '../../../access/index.js';
import { storeUpload } from '../../../cases/index.js';
import { addRecord, addSavingFile, changeRecord, moveRecord } from '../../../club/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { DAY_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { committeeRecords } from './club-committee.js';
import { sharedRecords } from './club-records.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

/** Who keep the partnership's records beside their own council's. Nobody verifies what they claimed themselves. */
const [keeper, verifier] = ['glyn.penry', 'iwan.edwards'];

/** A record of the demo, and what was done to it since. */
export interface DemoRecord {
  readonly part: string;
  /** By which other records name it. */
  readonly key?: string;
  readonly daysAgo: number;
  readonly fields: (idOf: (key: string) => string) => object;
  readonly changed?: (idOf: (key: string) => string) => object;
  /** The evidence of a saving. */
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  readonly moves?: readonly { readonly event: string; readonly note?: string; readonly byVerifier?: boolean }[];
}

/** The partnership's committee, decisions, contracts, risks and savings. All of it is made up. */
export async function loadClub(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const today = localDateAt(kernel.clock.now());
  const councilOf = (key: string): number => authorities.ids.get(key as never) ?? 0;
  const [keeps, verifies] = [await administrator(kernel, staff, keeper), await administrator(kernel, staff, verifier)];
  const ids = new Map<string, string>();
  for (const record of [...committeeRecords(councilOf, today), ...sharedRecords(councilOf, today)])
    await load(kernel, record, ids, { keeps, verifies });

  async function administrator(of: Kernel, { people }: LoadedStaff, key = ''): Promise<StaffActor> {
    const role = { personId: people.get(key)?.id ?? '', authority: 'partnership', role: 'administrator' } as const;
    await runCommand(of, demoActor, assignRole, role);
    const actor = actorOf(staff, key, 'club.govern', councilOf('partnership'));
    if (!actor) throw new Error(`nobody in the demo is called ${key}`);
    return actor;
  }
}

async function load(
  kernel: Kernel,
  record: DemoRecord,
  ids: Map<string, string>,
  { keeps, verifies }: { readonly keeps: StaffActor; readonly verifies: StaffActor },
): Promise<void> {
  const { part, key, daysAgo, fields, changed, files = [], moves = [] } = record;
  const idOf = (of: string): string => ids.get(of) ?? '';
  const before = (days: number): Kernel => ({ ...kernel, clock: { now: () => kernel.clock.now() - days * DAY_MS } });
  const { id } = await runCommand(before(daysAgo), keeps, addRecord, { part, fields: fields(idOf) });
  if (key !== undefined) ids.set(key, id);
  let expectedVersion = 1;
  const later = before(Math.floor(daysAgo / 2));
  if (changed) {
    await runCommand(later, keeps, changeRecord, { part, id, expectedVersion, fields: changed(idOf) });
    expectedVersion += 1;
  }
  for (const { name, text } of files) {
    const file = await storeUpload(kernel, { field: 'file', name, bytes: Buffer.from(text) });
    await runCommand(later, keeps, addSavingFile, { savingId: id, file });
    expectedVersion += 1;
  }
  for (const { byVerifier, ...move } of moves) {
    await runCommand(later, byVerifier ? verifies : keeps, moveRecord, { part, id, expectedVersion, ...move });
    expectedVersion += 1;
  }
}
