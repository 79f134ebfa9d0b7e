import {
  askForForm,
  changeItems,
  isAskingWorks,
  isFinding,
  isLookingUp,
  lookUp,
  chosenElsewhere,
  keptIn,
  readLocation,
  readLogForm,
  readTypedForm,
  readParticipant,
  readStops,
  submitLogForm,
  withKeptAddress,
  withLostFiles,
  type FormFields,
  type RawForm,
} from '../../cases/index.js';
import { closeEnquiry, openEnquiry, reaches, type WholeInteraction } from '../../interactions/index.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import { deskRoute, redirect, type Reply, type Route } from '../../kernel/route.js';
import { getService, stopWords, type PublishedService } from '../../services/index.js';
import { CallParams, callHref, ShownParts } from './call-address.js';
import { readInteraction, type Context } from './read-call.js';
import { findPlaces } from './read-finding.js';
import type { LogRetry } from './rendering.js';
import { showCall, tryOn } from './show-call.js';

/** Logs a case from within the contact; the enquiry then has its outcome. */
export const logRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/log',
    permission: 'cases.log',
    upload: true,
    params: CallParams,
    query: ShownParts,
    handle: async (context) => {
      const sent = fieldsIn(context.body);
      const service = await context.read(getService, { id: last(sent, 'service') });
      const { id } = context.params;
      if (isLookingUp(sent)) return await showElsewhere(context, id, service, sent);
      const { fields, faults } = await withKeptAddress(context, sent);
      if (faults.length > 0) return await showFaults(context, id, service, fields, faults);
      if (last(fields, 'endedBy') === 'stop') return await endWithStop(context, id, service, fields);
      const changed = changeItems(service.definition, fields);
      if (changed) return await showItems(context, id, service, fields, changed);
      if (isFinding(fields)) return await showAddresses(context, id, service, fields);
      if (isAskingWorks(fields)) return await showWorks(context, id, service, fields);
      return await log(context, await readInteraction(context, id), service, fields);
    },
  }),
];

type CallContext = Context & { readonly query: ShownParts };

async function log(
  context: CallContext,
  interaction: WholeInteraction,
  service: PublishedService,
  fields: FormFields,
): Promise<Reply> {
  const { id } = interaction;
  const { files } = context;
  const refuseUnless = ({ definition }: PublishedService): void => {
    if (!reaches(interaction.identityLevel, definition.identityLevel.log))
      throw badInput({ faults: [{ field: '', message: 'Check the customer’s identity, then log the case' }] });
  };
  const tried = await tryOn({}, async () => {
    refuseUnless(service);
    const enquiryId = await enquiryToEnd(context, interaction, service, last(fields, 'enquiryId'));
    const form = { fields, files, knownPlaceId: interaction.placeId, refuseUnless };
    return await submitLogForm(context, service, form, { interactionId: id, enquiryId });
  });
  const at = await chosenElsewhere(context, readLocation(fields), interaction.placeId);
  const shown = whileLogging(context, service);
  const retry = { ...typedForm(service, fields), faults: [], stops: [], at };
  if ('refusal' in tried) return await showCall(context, id, shown, { ...tried.refusal, retry });
  if (!tried.done.ok) {
    const { instead, ...again } = tried.done;
    if (!instead) return await showCall(context, id, shown, { faults: [], retry: { ...retry, ...again } });
    const theirs = { ...typedForm(instead.service, instead.fields), ...again, at };
    return await showCall(context, id, whileLogging(context, instead.service), { faults: [], retry: theirs });
  }
  return redirect(callHref(id, { logged: tried.done.value.reference }));
}

/** The customer was told what the stop says: that is the enquiry's answer, and kept with it. No case is logged. */
async function endWithStop(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
): Promise<Reply> {
  const interaction = await readInteraction(context, id);
  const tried = await tryOn({}, async () => {
    const stops = await context.read(readStops, { serviceId: service.id, ...readLogForm(service.definition, fields) });
    const stop = stops.find(({ endsForm }) => endsForm);
    if (!stop) throw badInput({ faults: [{ field: '', message: 'Nothing stops this now: log the case' }] });
    const enquiryId = await enquiryToEnd(context, interaction, service, last(fields, 'enquiryId'));
    const note = `${stopWords[stop.outcome]}: ${stop.say}`;
    await context.run(closeEnquiry, {
      enquiryId,
      outcome: 'resolved',
      stop: stop.outcome,
      serviceId: service.id,
      note,
    });
    return stop;
  });
  if (!('refusal' in tried))
    return redirect(callHref(id), { say: `Enquiry ended: ${stopWords[tried.done.outcome].toLowerCase()}` });
  const at = await chosenElsewhere(context, readLocation(fields), interaction.placeId);
  const retry = { ...typedForm(service, fields), faults: [], stops: [], at };
  return await showCall(context, id, whileLogging(context, service), { ...tried.refusal, retry });
}

/** The form again, with the addresses that were searched for to choose from. */
async function showAddresses(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
): Promise<Reply> {
  const searched = last(fields, 'q').trim();
  const { places } = await findPlaces(context, searched || undefined);
  const retry = { ...typedForm(service, fields), faults: [], stops: [], found: { searched, places } };
  return await showCall(context, id, whileLogging(context, service), { faults: [], status: 200, retry });
}

/** The form again, with the addresses that another system knows to choose from. */
async function showElsewhere(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
): Promise<Reply> {
  const elsewhere = await lookUp(context, service, fields);
  const faults = withLostFiles([], context.files);
  const retry = { ...typedForm(service, fields), faults, stops: [], elsewhere };
  return await showCall(context, id, whileLogging(context, service), { faults: [], status: 200, retry });
}

/** The form again, since the address that was chosen could not be kept. */
async function showFaults(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
  notKept: readonly FieldFault[],
): Promise<Reply> {
  const retry = { ...typedForm(service, fields), faults: withLostFiles(notKept, context.files), stops: [] };
  return await showCall(context, id, whileLogging(context, service), { faults: [], retry });
}

/** The form again, with an item more or less in a group. */
async function showItems(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
  raw: RawForm,
): Promise<Reply> {
  const { placeId } = await readInteraction(context, id);
  const at = await chosenElsewhere(context, readLocation(fields), placeId);
  const retry = { ...typedForm(service, fields), raw, faults: withLostFiles([], context.files), stops: [], at };
  return await showCall(context, id, whileLogging(context, service), { faults: [], status: 200, retry });
}

/** The form again, with what the system in which the work is done says. */
async function showWorks(
  context: CallContext,
  id: string,
  service: PublishedService,
  fields: FormFields,
): Promise<Reply> {
  const { placeId } = await readInteraction(context, id);
  const location = readLocation(fields);
  const works = await askForForm(context, service, location, placeId);
  const at = await chosenElsewhere(context, location, placeId);
  const faults = withLostFiles([], context.files);
  const retry = { ...typedForm(service, fields), faults, stops: [], at, works };
  return await showCall(context, id, whileLogging(context, service), { faults: [], status: 200, retry });
}

function whileLogging({ query }: CallContext, { id }: PublishedService): ShownParts {
  return { ...query, do: 'log', service: id };
}

/** The open enquiry; when the adviser went straight to the form, a new one. */
async function enquiryToEnd(
  context: Context,
  { id: interactionId }: WholeInteraction,
  { id: serviceId }: PublishedService,
  sent: string,
): Promise<string> {
  if (isUuid(sent)) return sent;
  return (await context.run(openEnquiry, { interactionId, serviceId })).id;
}

function typedForm({ definition }: PublishedService, fields: FormFields): Omit<LogRetry, 'found' | 'faults' | 'stops'> {
  return {
    raw: readTypedForm(definition, fields),
    participant: readParticipant(fields),
    note: last(fields, 'note').trim(),
    priority: last(fields, 'priority'),
    kept: keptIn(fields),
  };
}

/** A form's fields as they came. */
function fieldsIn(body: unknown): FormFields {
  return typeof body === 'object' && body !== null ? (body as FormFields) : {};
}

function last(fields: FormFields, name: string): string {
  return [fields[name] ?? ''].flat().at(-1) ?? '';
}
