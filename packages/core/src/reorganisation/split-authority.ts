import { sealEntries } from '../audit/index.js';
import { listAuthorities } from '../authorities/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { digest } from '../kernel/digest.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { beginSplitting } from './commands/begin-splitting.js';
import { addPlaces, decideNext, endDeciding, finishSplit, giveNext, splitTables } from './commands/split-steps.js';
import type { KeyValues } from './move-repository.js';
import { findSplitting, planSplit, type Split, type SplitAsked, type SplitPlan } from './split-plan.js';
import { listPlacesIn } from './split-repository.js';
import { roots } from './split-rules.js';
import { splittingChanged } from './splitting-errors.js';
import { findSplit, sumGiven, type KnownSplit } from './splittings-repository.js';

const commandLine = systemActor('command line');

/** What a split moved, by table. */
export interface SplitDone {
  readonly from: string;
  readonly to: string;
  readonly rows: Readonly<Record<string, number>>;
}

/** What `moothall authority split` shows before anything is done, and how far an earlier run came. */
export async function previewSplit(
  kernel: Kernel,
  asked: SplitAsked,
): Promise<{ readonly plan: SplitPlan; readonly begun: KnownSplit['state'] | undefined }> {
  const split = findSplitting(await listAuthorities(kernel), asked);
  const begun = await findSplit(kernel.db.read(everyAuthority), split.from.id, digestOf(split));
  const plan = await planSplit(kernel.db.read(everyAuthority), split);
  return begun ? { plan: { ...plan, code: begun.code }, begun: begun.state } : { plan, begun: undefined };
}

/** The same question is the same split, however its day was written. */
const digestOf = ({ from, to, area, services, on }: Split): string =>
  digest({ from: from.id, to: to.id, area, services: services ?? null, on });

/**
 * Gives what belongs to a part of a council's area to another council. Stopped at any moment, the same call goes on where
 * it stopped; at the end it changes nothing.
 * @throws cannot_split; splitting_too_early; splitting_plan_changed; splitting_blocked
 */
export async function splitAuthority(
  kernel: Kernel,
  { confirm, ...asked }: SplitAsked & { readonly confirm: string },
  onStep: (step: string) => void = () => undefined,
): Promise<SplitDone> {
  const split = findSplitting(await listAuthorities(kernel), asked);
  const askedDigest = digestOf(split);
  const find = () => findSplit(kernel.db.read(everyAuthority), split.from.id, askedDigest);
  onStep('have the one follow the other');
  const earlier = await find();
  if (earlier && earlier.code !== confirm) throw splittingChanged();
  if (!earlier) await runCommand(kernel, commandLine, beginSplitting, { asked, askedDigest, code: confirm });
  const current = await find();
  if (!current) throw new Error(`the split of ${asked.from} has begun, and the audit trail doesn’t say so`);
  if (current.state !== 'finished') await giveAll(kernel, current, { split, onStep });
  const rows = await sumGiven(kernel.db.read(everyAuthority), current);
  return { from: asked.from, to: asked.to, rows };
}

interface Watched {
  readonly split: Split;
  readonly onStep: (step: string) => void;
}

const placesAtOnce = 1000;

async function giveAll(kernel: Kernel, { id, state }: KnownSplit, { split, onStep }: Watched): Promise<void> {
  const { from, to, on, services, area } = split;
  const which = { split: id, from: from.id, to: to.id, on, ...(services ? { services: [...services] } : {}) };
  if (state === 'begun') {
    const places = await listPlacesIn(kernel.db.read(everyAuthority), from.id, area);
    for (let first = 0; first < places.length; first += placesAtOnce) {
      onStep('join the area');
      const some = places.slice(first, first + placesAtOnce);
      await runCommand(kernel, commandLine, addPlaces, { ...which, places: some });
    }
    for (const table of roots)
      for (let after: string | undefined | null; after !== null;) {
        onStep(`decide which ${table} go`);
        after = (await runCommand(kernel, commandLine, decideNext, { ...which, table, after })).last;
      }
    await runCommand(kernel, commandLine, endDeciding, which);
  }
  for (const [table] of splitTables)
    for (let after: KeyValues | undefined | null; after !== null;) {
      onStep(`move ${table}`);
      after = (await runCommand(kernel, commandLine, giveNext, { ...which, table, after })).next;
    }
  onStep('say that all has gone');
  await runCommand(kernel, commandLine, finishSplit, which);
  await sealEntries(kernel, 'start');
}
