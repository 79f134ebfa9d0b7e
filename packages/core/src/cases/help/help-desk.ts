import { z } from 'zod';
import { fileReply } from '../../documents/index.js';
import { newId } from '../../kernel/ids.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces, type Place } from '../../places/index.js';
import type { FoundStop, StopOutcome } from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { firstDueAt } from '../clock/first-due.js';
import { changeItems } from '../log/change-items.js';
import { readDeskDraft } from '../log/desk-drafts.js';
import { logForm, prefilled } from '../log/log-form.js';
import { mapSettings } from '../log/map-settings.js';
import { isFinding, one, readLogForm, readTypedForm, type FormFields, type RawForm } from '../log/read-log-form.js';
import { notLogged, storeFiles, withLostFiles } from '../log/submit-log-form.js';
import { askForHelp } from './ask-for-help.js';
import {
  getHelpService,
  getOwnFile,
  getOwnRequest,
  listHelp,
  listOwnRequests,
  type HelpService,
} from './help-queries.js';
import {
  askHref,
  askPage,
  helpHref,
  helpPage,
  ownRequestPage,
  requestHref,
  type RequestRendering,
} from './help-views.js';
import { askerIn } from './own-request.js';
import { cancelOwnRequest, reopenOwnRequest, writeToOwnRequest } from './own-request-steps.js';

const permission = 'cases.ask';
const nav = 'help';
type Context = RouteContext<unknown, unknown, unknown>;

const list = deskRoute({
  method: 'get',
  path: helpHref,
  permission,
  query: z.strictObject({ cursor: optional(z.string().max(200)) }),
  handle: async (context) => {
    const { cursor } = context.query;
    const requests = await context.read(listOwnRequests, cursor === undefined ? {} : { cursor });
    const model = helpPage(await context.read(listHelp, {}), requests, context.now);
    return page('/cases/views/help', model, { title: 'Ask for help', nav });
  },
});

const byService = z.strictObject({ serviceId: uuidField });

const ask = deskRoute({
  method: 'get',
  path: `${helpHref}/ask/:serviceId`,
  permission,
  params: byService,
  handle: async (context) => {
    const help = await context.read(getHelpService, { id: context.params.serviceId });
    const { service } = help;
    const draft = await readDeskDraft(context, askDraftKey(service.id));
    if (draft) return await showForm(context, help, { raw: readTypedForm(service.definition, draft), fields: draft });
    return await showForm(context, help, { raw: prefilled(service, { now: context.now }) });
  },
});

const send = deskRoute({
  method: 'post',
  path: `${helpHref}/ask/:serviceId`,
  permission,
  upload: true,
  params: byService,
  body: z.record(z.string().max(200), z.union([z.string(), z.array(z.string())])),
  handle: async (context) => {
    const help = await context.read(getHelpService, { id: context.params.serviceId });
    const { definition, id: serviceId } = help.service;
    const { body: fields, files } = context;
    const again = (shown: Partial<Shown>): Promise<Reply> =>
      showForm(context, help, { raw: readTypedForm(definition, fields), fields, ...shown });
    if (isFinding(fields)) return await again({ found: await findPlaces(context, one(fields, 'q')) });
    const changed = changeItems(definition, fields);
    if (changed) return await again({ raw: changed, faults: withLostFiles([], files), status: 200 });
    try {
      const { answers, location } = readLogForm(definition, fields);
      const confirmedDespite = [fields['confirmedDespite'] ?? []].flat() as StopOutcome[];
      const stored = await storeFiles(context, help.service, files);
      const form = { serviceId, answers, location, confirmedDespite, files: stored };
      const { reference } = await context.run(askForHelp, form, { settles: askDraftKey(serviceId) });
      return redirect(requestHref(reference), { say: `Sent: your request is ${reference}` });
    } catch (error) {
      return await again(notLogged(error, files));
    }
  },
});

interface Shown {
  readonly raw: RawForm;
  readonly fields?: FormFields;
  readonly faults?: readonly FieldFault[];
  /** Undefined: by the faults. */
  readonly status?: 200;
  readonly stops?: readonly FoundStop[];
  readonly found?: readonly Place[];
}

async function showForm(context: Context, help: HelpService, shown: Shown): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { service } = help;
  const { fields = {}, faults = [], stops = [], raw } = shown;
  const form = logForm({
    ...{ service, raw, faults, stops, now, who: 'known', asker: 'colleague', buttonText: 'Send the request' },
    action: askHref(service.id),
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    dueAt: await firstDueAt(kernel, now, service),
    maxFileBytes: kernel.config.files.maxBytes,
    map: mapSettings(kernel, undefined),
    draftKey: askDraftKey(service.id),
    found: shown.found && { searched: one(fields, 'q'), places: shown.found },
    cancel: { text: 'Back', href: helpHref },
  });
  const status = shown.status ?? (faults.length > 0 ? 422 : 200);
  return page('/cases/views/help-ask', askPage(help, form), { title: `Ask: ${service.name}`, nav, status });
}

/** Who may not look properties up writes the address out. */
async function findPlaces(context: Context, text: string): Promise<readonly Place[]> {
  if (!may(context.visitor.actor, 'places.read')) return [];
  return (await context.read(searchPlaces, { text, limit: 20 })).items;
}

function askDraftKey(serviceId: string): string {
  return `ask-for-help:${serviceId}`;
}

const byReference = z.strictObject({ reference: z.string().min(1).max(100) });
const at = `${helpHref}/requests/:reference`;
const text = z.string().max(20_000).default('');

const show = deskRoute({
  method: 'get',
  path: at,
  permission,
  params: byReference,
  handle: (context) => showRequest(context, context.params.reference),
});

const message = deskRoute({
  method: 'post',
  path: `${at}/message`,
  permission,
  params: byReference,
  body: z.strictObject({ text }),
  handle: (context) => {
    const typed = { form: 'message', text: context.body.text } as const;
    return settle(
      context,
      typed,
      'Sent',
      async (id) => await context.attempt(writeToOwnRequest, { id, text: typed.text }),
    );
  },
});

const cancel = deskRoute({
  method: 'post',
  path: `${at}/cancel`,
  permission,
  params: byReference,
  body: z.strictObject({ version: versionField }),
  handle: (context) =>
    settle(context, undefined, 'Your request is cancelled', (id) =>
      context.attempt(cancelOwnRequest, { id, expectedVersion: context.body.version }),
    ),
});

const reopen = deskRoute({
  method: 'post',
  path: `${at}/reopen`,
  permission,
  params: byReference,
  body: z.strictObject({ version: versionField, text }),
  handle: (context) => {
    const typed = { form: 'reopen', text: context.body.text } as const;
    const input = { expectedVersion: context.body.version, text: typed.text };
    return settle(context, typed, 'Open again: the service desk is told', (id) =>
      context.attempt(reopenOwnRequest, { id, ...input }),
    );
  },
});

const file = deskRoute({
  method: 'get',
  path: `${at}/files/:fileId`,
  permission,
  params: byReference.extend({ fileId: uuidField }),
  handle: async (context) => {
    return await fileReply(context.kernel, await context.read(getOwnFile, context.params));
  },
});

type AtRequest = RouteContext<{ readonly reference: string }, unknown, unknown>;
type Attempted = { ok: true; value: unknown } | { ok: false; faults: readonly FieldFault[] };

/** What comes of a form; where the request changed meanwhile, the page as it is now with what was typed. */
async function settle(
  context: AtRequest,
  typed: RequestRendering['typed'],
  say: string,
  attempt: (id: string) => Promise<Attempted>,
): Promise<Reply> {
  const { reference } = context.params;
  const { request } = await context.read(getOwnRequest, { reference });
  try {
    const done = await attempt(request.id);
    if (done.ok) return redirect(requestHref(request.reference), { say });
    return await showRequest(context, reference, { typed, faults: done.faults });
  } catch (error) {
    const refusal = [staleVersion, caseErrors.notFromHere, caseErrors.closed].find(({ code }) => isError(error, code));
    if (!refusal) throw error;
    const why = isError(error, staleVersion.code)
      ? 'Your request changed meanwhile. Look at it as it is now, and send again if it is still right.'
      : (error as Error).message;
    return await showRequest(context, reference, { typed, faults: [{ field: '', message: why }] }, 409);
  }
}

type Refused = Pick<RequestRendering, 'typed' | 'faults'>;

async function showRequest(
  context: Context,
  reference: string,
  refused: Refused = {},
  status?: number,
): Promise<Reply> {
  const { visitor, now } = context;
  const whole = await context.read(getOwnRequest, { reference });
  const rendering = { now, csrfToken: visitor.session?.csrfToken ?? '', personId: askerIn(visitor.actor), ...refused };
  const model = ownRequestPage(whole, rendering);
  return page('/cases/views/own-request', model, {
    ...{ title: `${model.heading}: ${model.reference}`, nav },
    status: status ?? ((refused.faults?.length ?? 0) > 0 ? 422 : 200),
  });
}

export const helpRoutes: readonly Route[] = [list, ask, send, show, message, cancel, reopen, file];
