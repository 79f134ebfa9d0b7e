import type { OpenPeriod } from '../authorities/index.js';
import type { GrantLimit } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { isInScope, type AuthorityId, type Scope } from '../kernel/scope.js';
import { isOpenAt, openBetween, type Opening } from './hours-rules.js';
import { intersectPeriods } from './periods.js';
import { sides, type Agreement, type Side, type Terms, type TermsVersion } from './types.js';

/** Where an agreement stands at an instant. `dormant`: in force, and not opened by anybody. */
export type Phase = 'draft' | 'coming' | 'in-force' | 'dormant' | 'suspended' | 'over' | 'ended';

type Standing = Pick<Agreement, 'kind' | 'state' | 'agreed' | 'activation'>;

export function phaseOf({ kind, state, agreed, activation }: Standing, at: Instant): Phase {
  if (state === 'ended' || state === 'suspended') return state;
  if (!agreed) return 'draft';
  const on = localDateAt(at);
  if (on < agreed.fromOn) return 'coming';
  if (agreed.toOn !== null && on > agreed.toOn) return 'over';
  const isOpened = activation !== null && at >= activation.fromAt && at < activation.toAt;
  return kind === 'standing' || isOpened ? 'in-force' : 'dormant';
}

/** What somebody wants of the provider; what isn't known yet stands in nobody's way. */
export interface Wish {
  readonly at: Instant;
  readonly serviceId?: string | undefined;
  readonly channel?: string | undefined;
  readonly lineId?: string | undefined;
}

export type Refusal = Exclude<Phase, 'in-force'> | 'service' | 'channel' | 'line' | 'hours';

/** What of a service decides whether terms cover it. */
export interface CataloguedService {
  readonly id: string;
  readonly definition: { readonly lgsl: readonly number[]; readonly group: string };
}

type ServiceTerms = Pick<Terms, 'serviceIds' | 'lgslIds' | 'serviceGroups'>;

/** Whether a service that is added to the catalogue may fall under terms. */
export function followsCatalogue({ lgslIds = [], serviceGroups = [] }: ServiceTerms): boolean {
  return lgslIds.length + serviceGroups.length > 0;
}

/** The services that terms cover, of the receiver's catalogue as it is; undefined: every one. */
export function servicesOf(terms: ServiceTerms, catalogue: readonly CataloguedService[]): string[] | undefined {
  const { serviceIds, lgslIds = [], serviceGroups = [] } = terms;
  if (serviceIds.length === 0 && !followsCatalogue(terms)) return undefined;
  const under = catalogue.filter(
    ({ definition: { lgsl, group } }) => serviceGroups.includes(group) || lgsl.some((id) => lgslIds.includes(id)),
  );
  return [...new Set([...serviceIds, ...under.map(({ id }) => id)])].sort();
}

/** Why an agreement doesn't cover something; undefined: it does. */
export function refusalOf(
  agreement: Standing,
  opening: Opening,
  wish: Wish,
  services: readonly string[] | undefined = agreement.agreed ? servicesOf(agreement.agreed.terms, []) : undefined,
): Refusal | undefined {
  const phase = phaseOf(agreement, wish.at);
  if (phase !== 'in-force') return phase;
  const terms = agreement.agreed?.terms;
  if (!terms) return 'draft';
  if (services && wish.serviceId !== undefined && !services.includes(wish.serviceId)) return 'service';
  if (!covers(terms.channels, wish.channel)) return 'channel';
  if (!covers(terms.lineIds, wish.lineId)) return 'line';
  return isOpenAt(opening, wish.at) ? undefined : 'hours';
}

/** An empty list stands for everything. */
export function covers(list: readonly string[], wanted: string | undefined): boolean {
  return list.length === 0 || wanted === undefined || list.includes(wanted);
}

/** When an agreement is open between two instants: within its dates, its hours and, where it needs one, its activation. */
export function openPeriods(agreement: Standing, opening: Opening, from: Instant, to: Instant): OpenPeriod[] {
  const { kind, state, agreed, activation } = agreement;
  if (state !== 'signed' || !agreed) return [];
  const dated = intersectPeriods([{ from, to }], [datesOf(agreed, to)]);
  const opened = kind === 'standing' ? dated : activation ? intersectPeriods(dated, [periodOf(activation)]) : [];
  return opened.flatMap((period) => openBetween(opening, period.from, period.to));
}

const periodOf = ({ fromAt, toAt }: { readonly fromAt: Instant; readonly toAt: Instant }): OpenPeriod => ({
  from: fromAt,
  to: toAt,
});

function datesOf({ fromOn, toOn }: Pick<TermsVersion, 'fromOn' | 'toOn'>, latest: Instant): OpenPeriod {
  return { from: startOfDay(fromOn), to: toOn === null ? latest : startOfDay(addDays(toOn, 1)) };
}

const lookAheadDays = 15;

/**
 * The stretch of open time that runs now, or the next one: what the grants of an agreement say. A stretch that has no
 * end within a fortnight is given as far as that; the worker gives the rest before it is over.
 */
export function accessWindow(agreement: Standing, opening: Opening, now: Instant): OpenPeriod | undefined {
  const today = localDateAt(now);
  const from = startOfDay(addDays(today, -1));
  const to = startOfDay(addDays(today, lookAheadDays));
  return openPeriods(agreement, opening, from, to).find((period) => period.to > now);
}

/** What of the receiver the terms cover, as its grants say; undefined: everything. */
export function limitOf(
  terms: ServiceTerms & Pick<Terms, 'channels' | 'lineIds'>,
  services: readonly string[] | undefined = servicesOf(terms, []),
): GrantLimit | undefined {
  const { channels, lineIds } = terms;
  if (!services && channels.length + lineIds.length === 0) return undefined;
  return {
    ...(services ? { services } : {}),
    ...(channels.length > 0 ? { channels } : {}),
    ...(lineIds.length > 0 ? { lines: lineIds } : {}),
  };
}

type Parties = Pick<Agreement, 'receiverId' | 'providerId'>;

export function authorityOf({ receiverId, providerId }: Parties, side: Side): AuthorityId {
  return side === 'receiver' ? receiverId : providerId;
}

/** The sides that a scope stands on. */
export function sidesIn(scope: Scope, agreement: Parties): Side[] {
  return sides.filter((side) => isInScope(scope, authorityOf(agreement, side)));
}
