import { z } from 'zod';
import { isUuid, newId } from '../../kernel/ids.js';
import { notFound, type FieldFault } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { findCustomer } from '../../customers/index.js';
import { scopeFor } from '../../kernel/scope.js';
import { reaches } from '../../interactions/index.js';
import { searchPlaces, type Place } from '../../places/index.js';
import {
  getService,
  isOffered,
  listServices,
  type Audience,
  type FoundStop,
  type PublishedService,
} from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { elsewhereOf, isLookingUp, lookUp, restored, withKeptAddress, type Elsewhere } from './address-elsewhere.js';
import { chosenPlaceId } from './case-location.js';
import { changeItems } from './change-items.js';
import { logDraftKey, readDeskDraft } from './desk-drafts.js';
import { firstDueAt } from '../clock/first-due.js';
import { LogAddress, readLogContext, type LogContext } from './log-context.js';
import { logForm, prefilled } from './log-form.js';
import { chooseServicePage, logPage, loggedPage } from './log-views.js';
import { getLoggedCase } from './logged-query.js';
import { mapSettings } from './map-settings.js';
import { keptIn, type OwnerQuestion } from './owner-at.js';
import {
  isFinding,
  one,
  readLocation,
  readTypedForm,
  readParticipant,
  type FormFields,
  type RawForm,
} from './read-log-form.js';
import { submitLogForm, withLostFiles } from './submit-log-form.js';
import { askForForm, isAskingWorks, worksToAsk, type WorksAnswer } from '../outside/ask-works.js';
import type { DescribedSummary } from '../types.js';

type Context = RouteContext<unknown, unknown, unknown>;

const Fields = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));

const logRoute = deskRoute({
  method: 'get',
  path: '/desk/cases/log',
  permission: 'cases.log',
  query: LogAddress,
  handle: async (context) => {
    const { service: id } = context.query;
    if (id === undefined) {
      const services = await context.read(listServices, { audience: await audienceFor(context, context.query) });
      return page('/cases/views/choose-service', chooseServicePage(services, context.query), { title: 'Log a case' });
    }
    const service = await offeredService(context, id);
    const about = await readLogContext(context, context.query, service.authorityId);
    const draft = await readDeskDraft(context, logDraftKey(id, context.query.interaction));
    const typed = draft && restored(draft);
    const shown = typed
      ? { raw: readTypedForm(service.definition, typed.fields), ...typed, status: 200 as const }
      : { raw: prefilled(service, { now: context.now, ...about }) };
    return await showForm(context, service, about, { ...shown, address: context.query });
  },
});

const logPost = deskRoute({
  method: 'post',
  path: '/desk/cases/log',
  permission: 'cases.log',
  upload: true,
  body: Fields,
  handle: async (context) => {
    const address = addressOf(context.body);
    if (address.service === undefined) throw notFound();
    const service = await offeredService(context, address.service);
    const isAskedElsewhere = isLookingUp(context.body);
    const { fields, faults: notKept } = isAskedElsewhere
      ? { fields: context.body, faults: [] }
      : await withKeptAddress(context, context.body);
    const showAgain = async (shown: Partial<Shown>): Promise<Reply> => {
      const about = await readLogContext(context, address, service.authorityId);
      return await showForm(context, service, about, {
        raw: readTypedForm(service.definition, fields),
        fields,
        address,
        ...shown,
      });
    };
    if (notKept.length > 0) return await showAgain({ faults: withLostFiles(notKept, context.files) });
    if (isAskedElsewhere) {
      const elsewhere = await lookUp(context, service, fields);
      return await showAgain({ elsewhere, faults: withLostFiles([], context.files), status: 200 });
    }
    if (isFinding(fields)) {
      const found = await context.read(searchPlaces, { text: one(fields, 'q'), limit: 20 });
      return await showAgain({ found: found.items });
    }
    const changed = changeItems(service.definition, fields);
    if (changed) return await showAgain({ raw: changed, faults: withLostFiles([], context.files), status: 200 });
    if (isAskingWorks(fields)) {
      const { place } = await readLogContext(context, address, service.authorityId);
      const works = await askForForm(context, service, readLocation(fields), place?.id ?? null);
      return await showAgain({ works, faults: withLostFiles([], context.files), status: 200 });
    }
    const { interaction: interactionId, enquiry: enquiryId, customer: customerId } = address;
    const knownPlaceId = (await readLogContext(context, address, service.authorityId)).place?.id ?? null;
    const form = { fields, files: context.files, knownPlaceId };
    const done = await submitLogForm(context, service, form, { interactionId, enquiryId, customerId });
    if (!done.ok) {
      const { instead } = done;
      if (!instead) return await showAgain(done);
      const about = await readLogContext(context, address, instead.service.authorityId);
      const raw = readTypedForm(instead.service.definition, instead.fields);
      return await showForm(context, instead.service, about, { raw, fields: instead.fields, address, ...done });
    }
    return redirect(afterwards(done.value.reference, address), { say: `Case logged: ${done.value.reference}` });
  },
});

const loggedRoute = deskRoute({
  method: 'get',
  path: '/desk/cases/:reference/logged',
  permission: 'cases.log',
  params: z.strictObject({ reference: z.string().max(40) }),
  handle: async (context) => {
    const logged = await context.read(getLoggedCase, context.params);
    return page('/cases/views/logged', loggedPage(logged, context.now), { title: `Case logged: ${logged.reference}` });
  },
});

/** `log` stands before `:reference`, which would take it for a reference. */
export const logRoutes: readonly Route[] = [logRoute, logPost, loggedRoute];

/** A colleague is offered what is for staff, and nobody else is. */
async function audienceFor({ kernel, visitor }: Context, { customer: id }: LogAddress): Promise<Audience> {
  const db = kernel.db.read(scopeFor(visitor.actor, 'cases.log'));
  const customer = id === undefined ? undefined : await findCustomer(db, id);
  return customer?.colleagueId ? 'staff' : 'residents';
}

/** @throws service_not_offered once it is withdrawn */
async function offeredService(context: Context, id: string): Promise<PublishedService> {
  const service = await context.read(getService, { id });
  if (!isOffered(service, localDateAt(context.now))) throw caseErrors.withdrawn();
  return service;
}

interface Shown {
  readonly raw: RawForm;
  readonly address: LogAddress;
  readonly fields?: FormFields;
  readonly faults?: readonly FieldFault[];
  /** Undefined: by the faults. */
  readonly status?: 200;
  readonly stops?: readonly FoundStop[];
  readonly found?: readonly Place[];
  readonly alike?: readonly DescribedSummary[];
  readonly owner?: OwnerQuestion;
  readonly works?: WorksAnswer | undefined;
  readonly elsewhere?: Elsewhere | undefined;
}

async function showForm(context: Context, service: PublishedService, about: LogContext, shown: Shown): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { fields = {}, address, faults = [], raw } = shown;
  const place = await placeToOffer(context, about, raw);
  const form = logForm({
    service,
    raw,
    participant: about.participant ?? readParticipant(fields),
    note: one(fields, 'note'),
    priority: one(fields, 'priority'),
    faults,
    stops: shown.stops ?? [],
    alike: shown.alike,
    owner: shown.owner,
    alikeShows: isChecked(service, about) ? 'whole' : 'service-and-place',
    hidden: {
      interaction: address.interaction,
      enquiry: address.enquiry,
      customer: about.customerId,
      owner: keptIn(fields),
    },
    action: '/desk/cases/log',
    works: { of: worksToAsk(kernel, service), answer: shown.works },
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    now,
    dueAt: await firstDueAt(kernel, now, service),
    maxFileBytes: kernel.config.files.maxBytes,
    map: mapSettings(kernel, about.place && { lat: about.place.lat, long: about.place.lon }),
    who: about.participant && Object.keys(about.participant).length > 0 ? 'known' : 'ask',
    place,
    draftKey: logDraftKey(service.id, address.interaction),
    elsewhere: shown.elsewhere ?? elsewhereOf(context, service),
    found: shown.found && { searched: one(fields, 'q'), places: shown.found },
    ...(address.interaction ? { cancel: { text: 'Back to the contact', href: contactHref(address) } } : {}),
  });
  const model = logPage(service, about, form);
  return page('/cases/views/log', model, {
    title: `Log: ${service.name}`,
    status: shown.status ?? (faults.length > 0 || shown.owner ? 422 : 200),
  });
}

/** Outside a contact nobody is on the line to hear what others reported. */
function isChecked({ definition }: PublishedService, { interaction }: LogContext): boolean {
  return !interaction || reaches(interaction.identityLevel, definition.identityLevel.disclose);
}

/** The contact's place, or the one that was chosen from the list before the page came back. */
async function placeToOffer(context: Context, about: LogContext, raw: RawForm): Promise<Place | undefined> {
  const chosen = chosenPlaceId(raw.location);
  if (chosen === undefined || chosen === about.place?.id) return about.place;
  return (await readLogContext(context, { place: chosen }, 0)).place;
}

function addressOf(fields: FormFields): LogAddress {
  const id = (name: string): string | undefined => (isUuid(one(fields, name)) ? one(fields, name) : undefined);
  return {
    service: id('service'),
    interaction: id('interaction'),
    enquiry: id('enquiry'),
    customer: id('customer'),
    place: id('place'),
  };
}

function contactHref({ interaction }: LogAddress): string {
  return `/desk/interactions/${interaction ?? ''}`;
}

function afterwards(reference: string, address: LogAddress): string {
  return address.interaction
    ? `${contactHref(address)}?logged=${encodeURIComponent(reference)}`
    : `/desk/cases/${reference}/logged`;
}
