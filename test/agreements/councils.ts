import { findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { HOUR_MS, type Instant } from '#core/kernel/clock.js';
import { AppError } from '#core/kernel/errors.js';
import { draftAgreement, getAgreement, giveAgreementHours, signTerms } from '#core/partnerships/index.js';
import { someTerms, setOfficeHours } from '#core/partnerships/testing/agreements.js';
import { someSurroundings, type Surroundings } from '#core/testing/contact-surroundings.js';
import { dunmere, testNow, westmoor, type TestWorld } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';

/** Dunmere shuts at five. */
export const evening: Instant = testNow + 7 * HOUR_MS;

export type Who = 'theirs' | 'ours' | 'both' | 'abroad' | 'adviser';

/**
 * Dunmere, which is served, and Westmoor, which serves: an administrator of each (`theirs`, `ours`), one of both, one
 * of a third council, and Westmoor's adviser. Each test begins without agreements.
 */
export function agreeingCouncils(world: () => TestWorld) {
  let surroundings: Surroundings | undefined;
  const people = new Map<Who, string>();
  before(async () => {
    surroundings = await someSurroundings(world());
    await setOfficeHours(world(), dunmere);
    for (const [who, ...roles] of cast) people.set(who, (await addPerson(world(), { name: who, roles })).personId);
  });
  beforeEach(() => world().clock.set(testNow));
  afterEach(() =>
    world().kernel.db.migration(async (run) => {
      await run('delete from grants');
      await run(`update agreements set state = 'ended'`);
    }),
  );
  const idOf = (who: Who): string => people.get(who) ?? '';
  /** With what they may do now, as the session would say. */
  const as = async (who: Who): Promise<StaffActor> => ({
    ...{ kind: 'staff', staffId: idOf(who), name: who, via: 'session' },
    grants: await findGrants(world().kernel, allPermissions(), idOf(who)),
  });
  const draft = async (more: object = {}) => {
    const parties = { receiverId: dunmere, providerId: westmoor };
    return world().run(await as('theirs'), draftAgreement, { ...someTerms, ...parties, ...more });
  };
  const inForce = async (more: object = {}) => {
    const { id } = await draft(more);
    await world().run(await as('theirs'), signTerms, { id, expectedVersion: 1, side: 'receiver' });
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 2, side: 'provider' });
    return { id, expectedVersion: 3 };
  };
  return {
    ...{ idOf, as, draft, inForce },
    at: () => surroundings as Surroundings,
    read: async (id: string) => world().read(await as('theirs'), getAgreement, { id }),
    /** Where the provider's adviser may log cases. */
    mayLog: async () => ((await as('adviser')).grants.get('cases.log') ?? []).map(({ authorityId }) => authorityId),
    /** What the worker does each minute. */
    work: () => giveAgreementHours.run(world().kernel, {}),
  };
}

const cast = [
  ['theirs', ['dunmere', 'administrator']],
  ['ours', ['westmoor', 'administrator']],
  ['both', ['dunmere', 'administrator'], ['westmoor', 'administrator']],
  ['abroad', ['castlebridge', 'administrator']],
  ['adviser', ['westmoor', 'adviser']],
] as const;

async function refusedWith(work: Promise<unknown>): Promise<AppError | undefined> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined || error instanceof AppError) return error;
  throw error as Error;
}

/** What was refused, or `done`. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusedWith(work))?.code ?? 'done';
export const faultsOf = async (work: Promise<unknown>): Promise<string[]> =>
  ((await refusedWith(work))?.faults ?? []).map(({ field }) => field);
