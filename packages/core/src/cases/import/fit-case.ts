import { findCloseOfBusiness, workingCalendar, type WorkingCalendar } from '../../authorities/index.js';
import { findTeamByKey, type Team } from '../../directory/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { RowFaultNote } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import { addDays } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { findServiceByKey, findStatus, type PublishedService, type Status } from '../../services/index.js';
import type { LegacyCase } from './legacy-case.js';

/** A case of the old system with what it means here. */
export interface FittedCase {
  readonly legacy: LegacyCase;
  readonly service: PublishedService;
  readonly status: Status;
  readonly team: Team;
  readonly calendar: WorkingCalendar;
  /** The due time that the old system promised: close of business on that day. */
  readonly promisedAt: number | undefined;
}

type Fit = { readonly fitted: FittedCase } | { readonly fault: RowFaultNote };

/** Finds what a case names here. Each service and team is read once. */
export type FitCase = (line: number, legacy: LegacyCase) => Promise<Fit>;

export function caseFitter(kernel: Kernel, db: Reads, authorityId: AuthorityId): FitCase {
  const serviceOf = onceEach((key) => findServiceByKey(db, authorityId, key));
  const teamOf = onceEach((key) => findTeamByKey(db, authorityId, key));
  return async (line, legacy) => {
    const service = await serviceOf(legacy.service);
    if (!service)
      return fault(line, 'service', `Publish the service ${legacy.service}, or map to one that is published.`);
    const { lifecycle, routing, sla } = service.definition;
    const status = findStatus(lifecycle, legacy.status);
    if (!status || (status.kind === 'closed') !== legacy.ended)
      return fault(line, 'status', `Map the status to ${statusChoices(service, legacy.ended)}.`);
    const team = await teamOf(legacy.team ?? routing.at(-1)?.team ?? '');
    if (!team) return fault(line, 'team', 'Add the team to the directory, under the key that the row gives.');
    const calendar = await workingCalendar(kernel, authorityId, sla.calendar);
    return { fitted: { legacy, service, status, team, calendar, promisedAt: promisedAt(legacy, calendar) } };
  };
}

function onceEach<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}

function promisedAt({ dueOn }: LegacyCase, calendar: WorkingCalendar): number | undefined {
  if (dueOn === undefined) return undefined;
  return findCloseOfBusiness(calendar, dueOn) ?? startOfDay(addDays(dueOn, 1));
}

function statusChoices({ definition, key }: PublishedService, ended: boolean): string {
  const fits = definition.lifecycle.statuses.filter(({ kind }) => (kind === 'closed') === ended);
  return `one of ${fits.map((status) => status.key).join(', ')}, which ${key} has`;
}

function fault(line: number, field: string, message: string): Fit {
  return { fault: { line, field, message } };
}
