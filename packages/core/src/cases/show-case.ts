import { readAlerts } from '../alerts/index.js';
import { formerOwner, getAuthority, listAuthorities, readSchedule, type Authority } from '../authorities/index.js';
import { isError, notFound, type FieldFault } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { page, redirect, type Reply, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { fieldsNotShared, notSharedText } from '../partnerships/index.js';
import { caseErrors } from './case-errors.js';
import { noteDraftKey, readDeskDraft } from './log/desk-drafts.js';
import { getLoggedCase } from './log/logged-query.js';
import { mapSettings } from './log/map-settings.js';
import { getCasePage, type TimelineFilter, type WholeCase } from './page/page-queries.js';
import { connectionOf, systemNameOf } from './outside/send-outside.js';
import { casePage, type CaseRendering } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** How a case's page is to be shown: part of its timeline, or a form that came back. */
export interface CaseShown {
  readonly timeline?: TimelineFilter;
  readonly cursor?: string | undefined;
  readonly faults?: readonly FieldFault[];
  readonly typed?: Readonly<Record<string, string>>;
  /** Of a page that came back for another reason than what was typed. */
  readonly status?: number;
}

/** A case's page; the question for a reason when it is restricted; the choice when an old reference means several. */
export async function showCase(context: Context, reference: string, shown: CaseShown = {}): Promise<Reply> {
  const { timeline, cursor, ...back } = shown;
  try {
    const whole = await context.read(getCasePage, {
      reference,
      ...(timeline ? { timeline } : {}),
      ...(cursor ? { cursor } : {}),
    });
    if (whole.case.reference !== reference) return redirect(`/desk/cases/${whole.case.reference}`);
    return await wholePage(context, whole, back);
  } catch (error) {
    if (isError(error, caseErrors.reasonNeeded.code)) return reasonPage(context, reference);
    if (isError(error, caseErrors.severalCases.code)) return severalPage(reference, error.facts['references']);
    if (isError(error, notFound.code)) return await receiptOr(error, context, reference);
    throw error;
  }
}

/** Whoever logged a case that is restricted to another team gets its receipt; for everybody else there is no such case. */
async function receiptOr(refusal: Error, context: Context, reference: string): Promise<Reply> {
  if (!may(context.visitor.actor, 'cases.log')) throw refusal;
  try {
    const logged = await context.read(getLoggedCase, { reference });
    return redirect(`/desk/cases/${logged.reference}/logged`);
  } catch (error) {
    throw isError(error, notFound.code) ? refusal : error;
  }
}

async function wholePage(
  context: Context,
  whole: WholeCase,
  { status: backStatus = 422, ...back }: Pick<CaseRendering, 'faults' | 'typed'> & Pick<CaseShown, 'status'>,
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { authorityId, reference, title, place, customerId = null } = whole.case;
  const authority = await getAuthority(kernel, authorityId);
  const draft = await readDeskDraft(context, noteDraftKey(whole.case));
  const connection = connectionOf(kernel, whole.case);
  const holds = (permission: string): boolean => may(visitor.actor, permission, authorityId);
  const model = casePage(whole, {
    now,
    csrfToken: visitor.session?.csrfToken ?? '',
    once: () => newId(kernel.clock, kernel.random),
    may: {
      work: holds('cases.work'),
      assign: holds('cases.assign'),
      promise: holds('cases.promise-call-backs'),
      callOut: holds('call-outs.start'),
      note: holds('cases.note'),
      edit: holds('cases.edit'),
      audit: holds('audit.read'),
      reply: holds('correspondence.send'),
      payments: holds('payments.read'),
      restrict: holds('cases.restrict'),
      transfer: holds('exchange.hand-over'),
    },
    actorId: visitor.actor.kind === 'staff' ? visitor.actor.staffId : null,
    councilNames: new Map((await listAuthorities(kernel)).map(({ id, name }) => [id, name])),
    authorityName: councilText(authority, await formerOwner(kernel, reference, authorityId)),
    notShared: notSharedText(fieldsNotShared(visitor.actor, 'cases.read', authority.id), authority),
    schedule: await readSchedule(kernel, authorityId),
    maxFileBytes: kernel.config.files.maxBytes,
    connection: connection && systemNameOf(connection),
    alerts: await readAlerts(context, { customerId, placeId: place.placeId }),
    map: mapSettings(kernel, place),
    noteDraft: [draft?.['text'] ?? ''].flat().join(''),
    ...back,
  });
  const status = (back.faults ?? []).length > 0 ? backStatus : 200;
  return page('/cases/views/case', model, { title: `${reference} ${title}`, nav: 'queue', status });
}

function councilText({ shortName }: Authority, former: Authority | undefined): string {
  return former ? `${shortName}, formerly ${former.shortName}` : shortName;
}

/** The page that asks why a restricted case must be opened. */
export interface ReasonPage {
  readonly reference: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly error: string | undefined;
}

export function reasonPage(context: Context, reference: string, faults: readonly FieldFault[] = []): Reply {
  const model: ReasonPage = {
    reference,
    action: `/desk/cases/${encodeURIComponent(reference)}/open`,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    error: faults[0]?.message,
  };
  const status = faults.length > 0 ? 422 : 403;
  return page('/cases/views/reason', model, { title: 'Restricted case', nav: 'queue', status });
}

/** Cases that one old reference means. */
export interface SeveralPage {
  readonly oldReference: string;
  readonly cases: readonly { readonly reference: string; readonly href: string }[];
}

function severalPage(oldReference: string, references: unknown): Reply {
  const found = Array.isArray(references) ? (references as string[]) : [];
  const model: SeveralPage = {
    oldReference,
    cases: found.map((reference) => ({ reference, href: `/desk/cases/${reference}` })),
  };
  return page('/cases/views/several', model, { title: 'Several cases', nav: 'queue' });
}
