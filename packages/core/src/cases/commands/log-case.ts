import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { closeEnquiry } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { keepWork } from '../../partnerships/index.js';
import { findTeamByKey, type Team } from '../../directory/index.js';
import {
  caseTitle,
  findStatus,
  getPublishedService,
  isOffered,
  priorityOf,
  routeTo,
  type Priority,
  type PublishedService,
} from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { refuseCardNumber } from '../log/cards.js';
import { firstDueAt } from '../clock/first-due.js';
import { fileAdder, insertFile } from '../files/files-repository.js';
import { readForm, refuseStops, refuseWrittenFiles, withFiles, type ReadForm } from '../log/form-reading.js';
import { refuseWrongAudience } from '../help/audience-rules.js';
import { partiesOf, type CaseParties } from '../case-parties.js';
import { LogCaseWithFiles, type LogCase } from '../log/log-input.js';
import { recordEvent } from '../record-event.js';
import { makeCaseReference } from '../reference.js';
import { makeTasks } from '../tasks/service-tasks.js';
import { findCaseByReference, insertCases, type NewCase } from '../repository.js';
import { keptAsOf } from '../types.js';

const LoggedCase = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  dueAt: z.number().nullable(),
});

/**
 * Logs a case: reads the form with the service's published version, routes it, promises a time, and keeps who it is for.
 * Inside an interaction it also ends the enquiry as logged.
 * @throws bad_input naming each answer; form_stopped with what to tell the customer; service_not_offered; not_found
 */
export const logCase = defineCommand({
  name: 'cases.log-case',
  permission: 'cases.log',
  input: LogCaseWithFiles,
  output: LoggedCase,
  run: async (context, input) => {
    const service = await offeredService(context, input);
    const parties = await partiesOf(context, service.authorityId, input);
    await refuseWrongAudience(context.kernel, service, parties);
    refuseCardNumber('note', input.note);
    refuseWrittenFiles(service.definition, input.answers);
    const form = await readForm(context.db, service, withFiles(input), context.now);
    refuseStops(form.stops, input.confirmedDespite);
    const logged = await compose(context, service, { ...input, ...parties }, form);
    await insertCases(context.db, [logged], context.now);
    await writeHistory(context, logged, input, form);
    await makeTasks(context, service.definition, logged, 'logged');
    await endEnquiry(context, logged, input);
    await keepWork(context, { authorityId: logged.authorityId, kind: 'case', subjectId: logged.id });
    await tell(context, service, logged);
    return { id: logged.id, reference: logged.reference, title: logged.title, dueAt: logged.dueAt };
  },
});

async function offeredService(context: CommandContext, input: LogCase): Promise<PublishedService> {
  const service = await getPublishedService(context.db, input.serviceId);
  if (!service) throw notFound({}, 'That service is not offered here. Choose another.');
  if (!isOffered(service, localDateAt(context.now))) throw caseErrors.withdrawn();
  if (input.authorityId !== undefined && input.authorityId !== service.authorityId) throw notFound();
  return service;
}

async function compose(
  context: CommandContext,
  service: PublishedService,
  input: LogCase & CaseParties,
  form: ReadForm,
): Promise<NewCase> {
  const { definition, authorityId } = service;
  const restriction =
    definition.sensitivity === 'restricted' ? 'service' : input.isRestricted ? ('customer' as const) : null;
  const priority = input.priority ?? priorityOf(definition, form.circumstances);
  const status = findStatus(definition.lifecycle, definition.lifecycle.initial);
  if (!status) throw new Error(`service ${service.key} begins in a status that its lifecycle doesn't have`);
  const { place } = form.located;
  return {
    id: context.newId(),
    authorityId,
    reference: await newReference(context, authorityId),
    serviceId: service.id,
    serviceVersionId: service.versionId,
    title: caseTitle(definition, form.answers) || service.name,
    status: status.key,
    statusKind: status.kind,
    priority,
    restriction,
    keptAs: keptAsOf(definition, restriction),
    customerId: input.customerId,
    participant: input.participant,
    answers: form.answers,
    placeId: place.placeId ?? undefined,
    locationText: place.text ?? undefined,
    lat: place.lat ?? undefined,
    long: place.long ?? undefined,
    teamId: (await responsibleTeam(context, service, form, priority)).id,
    raisedBy: context.actor.kind === 'staff' ? context.actor.staffId : undefined,
    interactionId: input.interactionId,
    openedAt: context.now,
    dueAt: await firstDueAt(context.kernel, context.now, service, priority),
  };
}

/** A collision is one in a million millions, and costs another try. */
async function newReference(context: CommandContext, authorityId: number): Promise<string> {
  const { referencePrefix } = await getAuthority(context.kernel, authorityId);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const reference = makeCaseReference(referencePrefix, context.kernel.random);
    if (!(await findCaseByReference(context.db, reference))) return reference;
  }
  throw new Error('five references in a row are taken: the source of random bytes repeats itself');
}

async function responsibleTeam(
  { db }: CommandContext,
  { definition, authorityId }: PublishedService,
  { circumstances }: ReadForm,
  priority: Priority,
): Promise<Team> {
  const key = routeTo(definition, { ...circumstances, priority });
  const team = await findTeamByKey(db, authorityId, key);
  if (!team) throw caseErrors.noTeam({ facts: { teamKey: key } });
  return team;
}

async function writeHistory(
  context: CommandContext,
  logged: NewCase,
  { confirmedDespite, note, files }: LogCase,
  { stops }: ReadForm,
): Promise<void> {
  const despite = confirmedDespite.filter((outcome) => stops.some((stop) => stop.outcome === outcome));
  const { status, priority } = logged;
  const data = { status, priority, ...(despite.length > 0 ? { despite } : {}) };
  await recordEvent(context, logged, { kind: 'opened', visibility: 'customer', data });
  for (const { question: _question, ...upload } of files) {
    const fileId = await insertFile(fileAdder(context), logged, upload);
    await recordEvent(context, logged, { kind: 'file', data: { fileId, name: upload.name, done: 'added' } });
  }
  if (note !== undefined) await recordEvent(context, logged, { kind: 'note', body: note });
}

async function endEnquiry(context: CommandContext, logged: NewCase, { enquiryId }: LogCase): Promise<void> {
  if (enquiryId === undefined) return;
  await context.call(closeEnquiry, {
    enquiryId,
    outcome: 'logged',
    caseId: logged.id,
    serviceId: logged.serviceId,
  });
}

async function tell(context: CommandContext, service: PublishedService, logged: NewCase): Promise<void> {
  const { id, authorityId, reference, customerId, interactionId, teamId } = logged;
  const about = { reference, serviceKey: service.key, versionId: service.versionId, customerId, interactionId };
  await context.audit({ authorityId, subject: { kind: 'case', id }, details: about });
  await context.emit({ authorityId, topic: 'case.logged', subjectId: id, payload: { ...about, teamId } });
}
