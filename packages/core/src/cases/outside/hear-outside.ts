import type { CaseChange, LineOfBusinessInstance } from '@moothall/adapter-sdk';
import { askInstance, servesCouncil } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { AppError, isError, staleVersion } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { changeStatus } from '../commands/change-status.js';
import { definitionOf } from '../definitions.js';
import { findCase } from '../repository.js';
import { photoRound, type PhotoRound } from './photo-round.js';
import { findCursor, findOutside, keepCursor, listByTheirReferences } from './outside-repository.js';
import { stepFor, type NewsStep } from './outside-rules.js';
import type { OutsideCase, OutsideWord } from './outside-types.js';
import { leaveNews } from './settle-news.js';
import { newsOf, takeNews } from './take-news.js';
import { findLatestApplied, findWord, listKnown, listNews, updateWord } from './words-repository.js';

const actor = systemActor('hears from the systems in which work is done');
const pagesAtOnce = 20;
const newsAtOnce = 200;

/** Asks every connection that tells of changes what is new, each by itself, and has the cases follow. */
export async function hearFromAll(kernel: Kernel): Promise<void> {
  const talking = kernel.adapters.list.filter(
    ({ part }) => part.state === 'running' && part.kind === 'line-of-business',
  );
  const rounds = await Promise.allSettled(talking.map((one) => hearFrom(kernel, one)));
  for (const round of rounds) if (round.status === 'rejected') throw round.reason;
}

async function hearFrom(kernel: Kernel, one: ConfiguredAdapter): Promise<void> {
  const photos = photoRound(kernel, one);
  for (let pages = 0; pages < pagesAtOnce; pages += 1) {
    const cursor = await findCursor(kernel.db.read(everyAuthority), one.name);
    const answer = await askInstance(kernel, one, async () => instanceOf(one)?.changesSince?.(cursor));
    const page = answer?.value;
    if (page === undefined) break;
    if (!(await keepNews(kernel, one, page.changes, photos))) break;
    // Kept once all that came with it is: what is told again after a fault is known by its name.
    await kernel.db.write(everyAuthority, (db) => keepCursor(db, one.name, page.cursor, kernel.clock.now()));
    if (!page.hasMore) break;
  }
  for (const id of await listNews(kernel.db.read(everyAuthority), one.name, newsAtOnce)) await follow(kernel, id);
}

function instanceOf({ part }: ConfiguredAdapter): LineOfBusinessInstance | undefined {
  // Its kind was looked at before.
  return part.state === 'running' ? (part.instance as LineOfBusinessInstance) : undefined;
}

/**
 * Keeps what is new of cases that were sent to this system, for a council that it serves; all else is not ours. Answers
 * whether that was all of it: what comes with photos is left for the next round where there is no time for them.
 */
async function keepNews(
  kernel: Kernel,
  one: ConfiguredAdapter,
  changes: readonly CaseChange[],
  photos: PhotoRound,
): Promise<boolean> {
  const db = kernel.db.read(everyAuthority);
  const references = [...new Set(changes.map(({ theirReference }) => theirReference))];
  const sent = (await listByTheirReferences(db, one.name, references)).filter(({ authorityId }) =>
    servesCouncil(one, authorityId),
  );
  const byReference = new Map(sent.map((outside) => [outside.theirReference, outside]));
  const keys = changes.map(({ id }) => id);
  const known = await listKnown(
    db,
    sent.map(({ id }) => id),
    keys,
  );
  const inOrder = changes.toSorted((a, b) => a.at - b.at);
  const left = new Set<string>();
  for (const change of inOrder) {
    const outside = byReference.get(change.theirReference);
    if (outside === undefined || known.has(`${outside.id} ${change.id}`)) continue;
    // What is said of a case is kept in order.
    if (left.has(outside.id) || (hasPhotos(change) && photos.isSpent())) {
      left.add(outside.id);
      continue;
    }
    const came = await photos.fetch(change);
    await again(() => runCommand(kernel, actor, takeNews, newsOf(outside.id, change, came)));
  }
  return left.size === 0;
}

function hasPhotos({ files = [] }: CaseChange): boolean {
  return files.length > 0;
}

/** Has a case follow one thing that was heard, by the command that staff use. */
async function follow(kernel: Kernel, id: string): Promise<void> {
  await again(async () => {
    const db = kernel.db.read(everyAuthority);
    const word = await findWord(db, id);
    const outside = word && (await findOutside(db, word.outsideCaseId));
    const found = word && (await findCase(db, word.caseId));
    if (!outside || !found || word.state !== 'new') return;
    const definition = await definitionOf(db, found.serviceVersionId);
    const step = stepFor(definition, found, word, await findLatestApplied(db, outside.id));
    if (step.does !== 'apply') return await leave(kernel, word, step.does, step.does === 'stuck' ? step.why : null);
    try {
      await apply(kernel, { word, outside, step, version: found.version });
    } catch (error) {
      // Its own rules refuse it: that is for staff, while anything else is tried again.
      if (!(error instanceof AppError) || error.status >= 500 || error.code === staleVersion.code) throw error;
      await leave(kernel, word, 'stuck', error.message);
    }
  });
}

async function apply(
  kernel: Kernel,
  about: {
    readonly word: OutsideWord;
    readonly outside: OutsideCase;
    readonly step: Extract<NewsStep, { does: 'apply' }>;
    readonly version: number;
  },
): Promise<void> {
  const { word, outside, version: expectedVersion } = about;
  const { event, outcome, needsReason } = about.step;
  const says = `${outside.systemName}: ${word.statusWords ?? word.status ?? ''}`;
  const input = {
    ...{ caseId: word.caseId, expectedVersion, event },
    ...(outcome === undefined ? {} : { outcome }),
    ...(needsReason ? { note: says } : {}),
  };
  await runCommand(kernel, actor, changeStatus, input, {
    alongside: async (db) => {
      const settled = { state: 'applied', settledAt: kernel.clock.now() } as const;
      if (!(await updateWord(db, word, settled))) throw staleVersion();
    },
  });
}

function leave(
  kernel: Kernel,
  { id }: OutsideWord,
  state: 'noted' | 'late' | 'stuck',
  why: string | null,
): Promise<void> {
  return runCommand(kernel, actor, leaveNews, { id, state, why });
}

const tries = 3;

/** Somebody changed the case in the same moment: it is looked at again. */
async function again(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || !isError(error, staleVersion.code)) throw error;
    }
}
