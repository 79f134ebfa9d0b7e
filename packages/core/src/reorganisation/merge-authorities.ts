import { listAuthorities, type Authority } from '../authorities/index.js';
import { listHeads, sealEntries } from '../audit/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { parseLocalDate } from '../kernel/parse-local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import { beginMerging } from './commands/begin-merging.js';
import { closeFormer, finishMerging } from './commands/close-former.js';
import { joinPlaces, moveNextRows, type Position, type Step } from './commands/move-rows.js';
import type { LeavingCheck } from './leaving-checks.js';
import { findMerged, planMerging, type MergeAsked, type MergePlan } from './merge-plan.js';
import { cannotMerge, mergingChanged } from './merging-errors.js';
import { findMerging, sumMoves, type KnownMerging, type Moved } from './mergings-repository.js';

const commandLine = systemActor('command line');

export interface MergeOptions {
  readonly checks: readonly LeavingCheck[];
  /** Told before each step, for progress. */
  readonly onStep?: (step: string) => void;
}

/** What became of each former council. */
export interface Merged {
  readonly into: string;
  readonly former: readonly {
    readonly slug: string;
    readonly name: string;
    /** By table. */
    readonly rows: Readonly<Record<string, Moved>>;
    readonly chain: { readonly seq: number; readonly hash: string };
  }[];
}

/** What `moothall authority merge` shows before anything is done, and how far an earlier run came. */
export async function previewMerging(
  kernel: Kernel,
  asked: MergeAsked,
  checks: readonly LeavingCheck[],
): Promise<{ readonly plan: MergePlan; readonly begun: KnownMerging['state'] | undefined }> {
  const begun = await findBegun(kernel, asked);
  const [first] = begun;
  if (first) {
    const isFinished = begun.every(({ state }) => state === 'finished');
    return { plan: { ...(first.plan as MergePlan), code: first.code }, begun: isFinished ? 'finished' : 'begun' };
  }
  const merging = findMerged(await listAuthorities(kernel), asked);
  const plan = await planMerging(kernel.db.read(everyAuthority), merging, { checks, schema: kernel.db.tables });
  return { plan, begun: undefined };
}

/**
 * Merges councils into one, which then has all that they had. Stopped at any moment, the same call goes on where it
 * stopped; at the end it changes nothing.
 * @throws cannot_merge; merging_too_early; merging_plan_changed; merging_blocked; rows_remain
 */
export async function mergeAuthorities(
  kernel: Kernel,
  asked: MergeAsked & { readonly confirm: string },
  { checks, onStep = () => undefined }: MergeOptions,
): Promise<Merged> {
  const { confirm, ...councils } = asked;
  onStep('have the one follow the others');
  const earlier = await findBegun(kernel, councils);
  if (earlier.some(({ code }) => code !== confirm)) throw mergingChanged();
  if (earlier.length === 0) await runCommand(kernel, commandLine, beginMerging(checks), { ...councils, code: confirm });
  const former = [];
  for (const merging of await findBegun(kernel, councils)) {
    const { slug, name } = await formerOf(kernel, merging.from);
    if (merging.state === 'begun') await moveAll(kernel, merging, { slug, onStep });
    if (merging.state !== 'finished') {
      onStep(`close the audit chain of ${slug}`);
      await anchor(kernel, merging);
    }
    const rows = await sumMoves(kernel.db.read(everyAuthority), merging.from);
    former.push({ slug, name, rows, chain: await headOf(kernel, merging.from) });
  }
  return { into: councils.into, former };
}

async function formerOf(kernel: Kernel, id: number): Promise<Authority> {
  const found = (await listAuthorities(kernel)).find((each) => each.id === id);
  if (!found) throw new Error(`authority ${id} was merged and isn’t there any more`);
  return found;
}

/** The mergings of those councils that have begun. @throws cannot_merge when another begun one is only partly the same */
async function findBegun(kernel: Kernel, { into, from, on }: MergeAsked): Promise<KnownMerging[]> {
  const known = await listAuthorities(kernel);
  const db = kernel.db.read(everyAuthority);
  const begun = [];
  for (const slug of new Set(from)) {
    const council = known.find((each) => each.slug === slug);
    const merging = council && (await findMerging(db, council.id));
    if (merging) begun.push(merging);
  }
  const to = known.find((each) => each.slug === into)?.id;
  const day = parseLocalDate(on);
  const [first] = begun;
  const isSame = begun.every((each) => each.id === first?.id && each.into === to && day.ok && each.on === day.value);
  if (!first || (isSame && begun.length === new Set(from).size)) return begun;
  const message = 'Some of these councils were merged already, into another, on another day, or with others';
  throw cannotMerge({ faults: [{ field: '--from', message }] });
}

interface Watched {
  readonly slug: string;
  readonly onStep: (step: string) => void;
}

const lowestId = '00000000-0000-0000-0000-000000000000';

async function moveAll(
  kernel: Kernel,
  { id: reorganisation, from, into, on }: KnownMerging,
  { slug, onStep }: Watched,
): Promise<void> {
  const merging = { reorganisation, from, into };
  for (let after: string | null = lowestId; after !== null;) {
    onStep(`join the area of ${slug}`);
    after = (await runCommand(kernel, commandLine, joinPlaces, { ...merging, after })).last;
  }
  // What was written to the former council meanwhile is found by going through all of it once more.
  for (let moved = 1; moved > 0;) {
    moved = 0;
    for (let position: Position | null = { move: 0 }; position;) {
      const step: Step = await runCommand(kernel, commandLine, moveNextRows, { ...merging, on, position });
      if (step.what !== '') onStep(`move ${step.what} of ${slug}`);
      moved += step.moved + step.joined;
      position = step.next;
    }
  }
  onStep(`end the roles at ${slug}`);
  await runCommand(kernel, commandLine, closeFormer, { ...merging, on });
}

/** Nothing more is written into the chain of a former council, so its head is the last that it has. */
async function anchor(kernel: Kernel, { id: reorganisation, from, into }: KnownMerging): Promise<void> {
  await sealEntries(kernel, 'start');
  const chain = await headOf(kernel, from);
  await runCommand(kernel, commandLine, finishMerging, { reorganisation, from, into, chain });
}

async function headOf(kernel: Kernel, authorityId: number): Promise<{ seq: number; hash: string }> {
  const head = (await listHeads(kernel)).find((each) => each.authorityId === authorityId);
  return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: '' };
}
