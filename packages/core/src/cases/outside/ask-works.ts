import type { Asset, Fact, LineOfBusinessInstance, Slot, WorkPlace } from '@moothall/adapter-sdk';
import { adaptersFor, inTime, tryInstance, waitMs, type Serving } from '../../adapters/index.js';
import { DAY_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { requireMay } from '../../kernel/scope.js';
import type { PublishedService } from '../../services/index.js';
import { one, type FormFields } from '../log/read-log-form.js';
import { noteKnown, type Reader } from './note-known.js';
import { workPlaceTyped } from './work-place.js';

type Works = Serving<'line-of-business'>;
/** What is asked of a connection: all that it can say, or some of it. */
type CanSay = Pick<LineOfBusinessInstance, 'facts' | 'slots' | 'assets'>;

/** What the system in which the work is done says, when it is asked while somebody waits. */
export interface WorksAnswer {
  /** `nowhere`: nothing says where it is, so that it was not asked. `late`: nobody waited for it any longer. */
  readonly state: 'answered' | 'nowhere' | 'resting' | 'failed' | 'late';
  readonly facts: readonly Fact[];
  /** Times at which the work can be done, in the next fortnight. */
  readonly slots: readonly Slot[];
  /** Things near by that work is done on. */
  readonly assets: readonly Asset[];
}

const nothing = { facts: [], slots: [], assets: [] } as const;
const mostOfEach = 10;
const slotsWithin = 14 * DAY_MS;
const assetsWithinM = 100;

/** The connection that can say something of a place, for a service of a council; none of another council ever. */
export function worksToAsk(
  { adapters }: Pick<Kernel, 'adapters'>,
  { authorityId, definition: { key: service } }: Pick<PublishedService, 'authorityId' | 'definition'>,
): Works | undefined {
  return adaptersFor(adapters, { kind: 'line-of-business', authorityId, service }).find(
    ({ instance: one }) => one.facts !== undefined || one.slots !== undefined || one.assets !== undefined,
  );
}

/** Whether a form was sent to ask the system in which the work is done. */
export function isAskingWorks(fields: FormFields): boolean {
  return one(fields, 'ask') === 'works';
}

/**
 * What that system says of where a form says that it is. Undefined: there is none to ask.
 * @throws not_found to whoever may not log a case for the service's council
 */
export async function askForForm(
  context: Reader,
  service: PublishedService,
  location: unknown,
  knownPlaceId: string | null,
): Promise<WorksAnswer | undefined> {
  const { authorityId } = service;
  requireMay(context.visitor.actor, 'cases.log', authorityId);
  const works = worksToAsk(context.kernel, service);
  if (works === undefined) return undefined;
  const where = await workPlaceTyped(context, location, knownPlaceId);
  const said = await askWorks(context.kernel, works, service.definition.key, where?.place);
  noteKnown(context, 'cases.log', { authorityId, placeId: where?.placeId ?? null }, said);
  return said;
}

/** Asks it. It never throws and never takes longer than it may: whatever it says, the case can be logged. */
export async function askWorks(
  kernel: Kernel,
  { name, instance }: { readonly name: string; readonly instance: CanSay },
  service: string,
  place: WorkPlace | undefined,
  withinMs = waitMs,
): Promise<WorksAnswer> {
  if (place === undefined) return { ...nothing, state: 'nowhere' };
  const now = kernel.clock.now();
  const asked = await inTime(
    tryInstance(kernel, { name }, () => askAll(instance, service, place, now)),
    withinMs,
  );
  if (asked === undefined) return { ...nothing, state: 'late' };
  if (asked.ok) return { ...asked.value, state: 'answered' };
  return { ...nothing, state: asked.code === 'resting' ? 'resting' : 'failed' };
}

/** What one of the three fails with doesn't cost the others. @throws what they fail with, if all do */
async function askAll(
  instance: CanSay,
  service: string,
  place: WorkPlace,
  from: number,
): Promise<Omit<WorksAnswer, 'state'>> {
  const { lat, long } = place;
  const [facts, slots, assets] = await Promise.allSettled([
    instance.facts?.(place, service),
    instance.slots?.({ service, place, from, until: from + slotsWithin }),
    lat === null || long === null ? undefined : instance.assets?.({ service, lat, long, withinM: assetsWithinM }),
  ]);
  const all = [facts, slots, assets];
  const failed = all.find((one) => one.status === 'rejected');
  if (failed && all.every((one) => one.status === 'rejected' || one.value === undefined)) throw failed.reason;
  return { facts: listOf(facts), slots: listOf(slots), assets: listOf(assets) };
}

function listOf<T>(one: PromiseSettledResult<readonly T[] | undefined>): readonly T[] {
  return one.status === 'fulfilled' ? (one.value ?? []).slice(0, mostOfEach) : [];
}
