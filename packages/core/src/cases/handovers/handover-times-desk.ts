import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { listTeams } from '../../directory/index.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getHandoverTimes } from './handover-queries.js';
import { usualWorkingMinutes } from './handover-rules.js';
import type { HandoverTime } from './handover-types.js';
import { setHandoverTime } from './set-handover-time.js';
import { type FaultLink } from '../../web/form-faults.js';

const path = '/desk/handover-times';
const permission = 'cases.set-handover-times';
type Context = RouteContext<unknown, unknown, unknown>;

/** How long a council and its teams have to accept what is passed to them. */
export interface HandoverTimesPage {
  readonly csrfToken: string;
  readonly faults: readonly FaultLink[];
  readonly councils: readonly { readonly name: string; readonly lines: readonly TimeLine[] }[];
}

export interface TimeLine {
  /** Of the box, unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly authorityId: number;
  readonly teamId: string;
  readonly hours: string;
  readonly hint: string;
  readonly version: number;
  readonly error: string | undefined;
}

const Typed = z.strictObject({
  authorityId: z.coerce.number().int(),
  teamId: z.string().max(40).default(''),
  hours: z.string().trim().max(20).default(''),
  version: z.coerce.number().int().min(0),
});
type Typed = z.output<typeof Typed>;

export const handoverTimeRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path, permission, handle: (context) => showTimes(context) }),
  deskRoute({
    method: 'post',
    path,
    permission,
    body: Typed,
    handle: async (context) => {
      const { authorityId, teamId, hours, version: expectedVersion } = context.body;
      const workingMinutes = hours === '' ? null : minutesIn(hours);
      if (workingMinutes === undefined)
        return await showTimes(context, context.body, 'Enter the time in working hours, like 4 or 1.5');
      const of = { authorityId, ...(teamId === '' ? {} : { teamId }) };
      try {
        const done = await context.attempt(setHandoverTime, { ...of, workingMinutes, expectedVersion });
        if (done.ok) return redirect(path, { say: 'Saved: it holds for what is passed on from now' });
        return await showTimes(context, context.body, messageOf(done.faults));
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        return await showTimes(context, context.body, 'Somebody set another time meanwhile. Look at it again', 409);
      }
    },
  }),
];

/** "1.5" is ninety minutes. Undefined: no number of hours. */
function minutesIn(hours: string): number | undefined {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(hours) ? Math.round(Number(hours.replace(',', '.')) * 60) : undefined;
}

function messageOf(faults: readonly FieldFault[]): string {
  return faults[0]?.message ?? 'Enter the time in working hours, like 4 or 1.5';
}

async function showTimes(context: Context, typed?: Typed, error?: string, status?: number): Promise<Reply> {
  const { actor } = context.visitor;
  const own = (await listAuthorities(context.kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(actor, permission, id),
  );
  const teams = may(actor, 'directory.read') ? await context.read(listTeams, {}) : [];
  const councils = [];
  for (const { id: authorityId, name } of own) {
    const set = await context.read(getHandoverTimes, { authorityId });
    const line = (teamId: string, lineName: string): TimeLine =>
      timeLine({ authorityId, teamId, name: lineName }, set, typed, error);
    const ofTeams = teams.filter((team) => team.authorityId === authorityId).map((team) => line(team.id, team.name));
    councils.push({ name, lines: [line('', 'Every team'), ...ofTeams] });
  }
  const wrong = councils.flatMap(({ lines }) => lines).find((line) => line.error !== undefined);
  const model: HandoverTimesPage = {
    csrfToken: context.visitor.session?.csrfToken ?? '',
    faults: wrong?.error === undefined ? [] : [{ text: `${wrong.name}: ${wrong.error}`, href: `#${wrong.id}` }],
    councils,
  };
  const title = 'Time to accept what is passed on';
  return page('/cases/views/handover-times', model, { title, nav: 'work', status: status ?? (error ? 422 : 200) });
}

function timeLine(
  of: { readonly authorityId: number; readonly teamId: string; readonly name: string },
  set: readonly HandoverTime[],
  typed: Typed | undefined,
  error: string | undefined,
): TimeLine {
  const own = set.find(({ teamId }) => (teamId ?? '') === of.teamId);
  const above = of.teamId === '' ? undefined : set.find(({ teamId }) => teamId === null);
  const isTyped = typed?.authorityId === of.authorityId && typed.teamId === of.teamId;
  const usual = (above?.workingMinutes ?? usualWorkingMinutes) / 60;
  return {
    ...of,
    id: `hours-${of.authorityId}-${of.teamId === '' ? 'all' : of.teamId}`,
    hours: isTyped ? typed.hours : own ? String(own.workingMinutes / 60) : '',
    hint: own ? 'Empty the box to take this away.' : `${usual} working hours, unless you set another time.`,
    version: own?.version ?? 0,
    error: isTyped ? error : undefined,
  };
}
