import { z } from 'zod';
import { hasCalendar } from '../../authorities/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page, type Reply, type Route, type RouteContext, type UploadedFile } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces, type Place } from '../../places/index.js';
import { getDesign, type ServiceDefinition, type ServiceDesign } from '../../services/index.js';
import { changeItems } from './change-items.js';
import { firstDueAt } from '../clock/first-due.js';
import { logForm, prefilled } from './log-form.js';
import { mapSettings } from './map-settings.js';
import { previewPage } from './preview-views.js';
import { answerName } from './question-control.js';
import {
  isFinding,
  one,
  readParticipant,
  readTypedForm,
  withoutBlankItems,
  type FormFields,
  type RawForm,
} from './read-log-form.js';
import { sentAt, sentAtFields } from '../sent-at.js';
import { tryService, type TriedService } from './try-query.js';

type Context = RouteContext<unknown, unknown, unknown>;

const params = z.strictObject({ id: uuidField });
const Fields = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));
const path = '/desk/service-preview/:id';

const previewRoute = deskRoute({
  method: 'get',
  path,
  permission: 'services.design',
  params,
  handle: async (context) => {
    const design = await context.read(getDesign, context.params);
    return await showPreview(context, design, { raw: prefilled(design, { now: context.now }), fields: {} });
  },
});

/** Works out what would become of the case. Nothing is written: neither the case nor its files. */
const tryRoute = deskRoute({
  method: 'post',
  path,
  permission: 'services.design',
  params,
  upload: true,
  body: Fields,
  handle: async (context) => {
    const design = await context.read(getDesign, context.params);
    const fields = context.body;
    const raw = readTypedForm(design.definition, fields);
    if (isFinding(fields))
      return await showPreview(context, design, { raw, fields, found: await find(context, fields) });
    const changed = changeItems(design.definition, fields);
    if (changed) return await showPreview(context, design, { raw: changed, fields });
    try {
      const priority = one(fields, 'priority') || undefined;
      const answers = withFiles(design.definition, withoutBlankItems(design.definition, raw), context.files);
      const at = sentAt(fields);
      const input = { id: design.id, answers, location: raw.location, priority, ...(at === undefined ? {} : { at }) };
      const tried = await context.read(tryService, input as z.input<typeof tryService.input>);
      return await showPreview(context, design, { raw, fields, tried });
    } catch (error) {
      if (!(error instanceof AppError) || error.faults.length === 0) throw error;
      return await showPreview(context, design, { raw, fields, faults: error.faults });
    }
  },
});

export const previewRoutes: readonly Route[] = [previewRoute, tryRoute];

interface Shown {
  readonly raw: RawForm;
  readonly fields: FormFields;
  readonly faults?: readonly FieldFault[];
  readonly found?: readonly Place[];
  readonly tried?: TriedService;
}

async function showPreview(context: Context, design: ServiceDesign, shown: Shown): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { raw, fields, faults = [], found, tried } = shown;
  const form = logForm({
    service: design,
    raw,
    participant: readParticipant(fields),
    ...{ note: one(fields, 'note'), priority: one(fields, 'priority'), faults, stops: tried?.stops ?? [] },
    action: `/desk/service-preview/${design.id}`,
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    now,
    dueAt: await promiseOf(context, design),
    maxFileBytes: kernel.config.files.maxBytes,
    map: mapSettings(kernel, undefined),
    who: 'ask',
    sentAt: sentAtFields(fields, faults),
    buttonText: 'Try it: nothing is logged',
    ...(found ? { found: { searched: one(fields, 'q'), places: found } } : {}),
  });
  const model = previewPage(design, form, tried, tried?.at ?? now);
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/preview', model, { title: `Try ${model.name}`, nav: 'services', status });
}

/** A draft may count in hours that the council hasn't set yet: the checks say so. */
async function promiseOf({ kernel, now }: Context, design: ServiceDesign): Promise<number | null> {
  const isCounted = await hasCalendar(kernel, design.authorityId, design.definition.sla.calendar);
  return isCounted ? await firstDueAt(kernel, now, design) : null;
}

/** Addresses, for those who may search them. */
async function find(context: Context, fields: FormFields): Promise<readonly Place[]> {
  if (!may(context.visitor.actor, 'places.read')) return [];
  return (await context.read(searchPlaces, { text: one(fields, 'q'), limit: 20 })).items;
}

/** Files are counted, and forgotten. */
function withFiles({ form }: ServiceDefinition, { answers }: RawForm, files: readonly UploadedFile[]): object {
  const given = form.questions
    .filter(({ type }) => type === 'file')
    .map((question) => {
      const own = files.filter(({ field }) => field === answerName(question));
      return [question.key, own.map((_, index) => `file-${index + 1}`)] as const;
    });
  return { ...answers, ...Object.fromEntries(given) };
}
