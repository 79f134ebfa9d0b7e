import { AppError, isError, type FieldFault } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import type { RouteContext, UploadedFile } from '../../kernel/route.js';
import type { FoundStop, PublishedService, StopOutcome } from '../../services/index.js';
import { findAlike } from './alike-query.js';
import { caseErrors } from '../case-errors.js';
import { joinCase } from '../commands/join-case.js';
import { logCase } from '../commands/log-case.js';
import { logDraftKey } from './desk-drafts.js';
import { answerName } from './question-control.js';
import { formForOwner, keptOwner, ownerQuestion, type OwnerQuestion } from './owner-at.js';
import { one, readLocation, readLogForm, readParticipant, type FormFields } from './read-log-form.js';
import type { DescribedSummary } from '../types.js';
import { whereTyped } from './where-typed.js';
import { storeUpload, type StoredUpload } from '../files/uploads.js';

/** A case that was logged, or why not: what to correct, and what to tell the customer first. */
export type Submitted =
  | { readonly ok: true; readonly value: { readonly id: string; readonly reference: string } }
  | {
      readonly ok: false;
      readonly faults: readonly FieldFault[];
      readonly stops: readonly FoundStop[];
      /** Open cases that it is probably about already. */
      readonly alike?: readonly DescribedSummary[];
      /** Another council answers where it is, or may: with whom it is to be logged. */
      readonly owner?: OwnerQuestion;
      /** Their form, with what was typed, since the adviser chose to log it with them. */
      readonly instead?: { readonly service: PublishedService; readonly fields: FormFields };
    };

/** What was sent. */
export interface SentForm {
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** The address that is known already; of anywhere else it is looked up whose service it is there. */
  readonly knownPlaceId?: string | null;
  /** Refuses a service that can’t be logged yet. */
  readonly refuseUnless?: (service: PublishedService) => void;
}

/** What the contact says of the case besides the form. */
export interface LogAbout {
  readonly interactionId?: string | undefined;
  readonly enquiryId?: string | undefined;
  readonly customerId?: string | undefined;
}

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'read' | 'run' | 'visitor' | 'now'>;

/**
 * Logs a case from a form of `/cases/views/log-form`, its files kept first; or adds the customer to an open case that the
 * adviser chose in place of it. Where another council answers at the place, or nothing decides whose it is, nothing is
 * logged until the adviser says with whom. Typed values stay with the caller.
 */
export async function submitLogForm(
  context: Context,
  service: PublishedService,
  form: SentForm,
  about: LogAbout,
): Promise<Submitted> {
  const { fields, files, knownPlaceId = null } = form;
  form.refuseUnless?.(service);
  const where = await whereTyped(context, readLocation(fields), knownPlaceId);
  const owner = await ownerQuestion(context, where, service);
  const choice = one(fields, 'owner');
  if (!owner || choice === keptOwner(owner) || isUuid(one(fields, 'join')))
    return await logFilled(context, service, form, about);
  const theirs = owner.others.find((other) => other.service.id === choice)?.service;
  if (!theirs) return { ok: false, faults: withLostFiles([], files), stops: [], owner };
  form.refuseUnless?.(theirs);
  const instead = { service: theirs, fields: formForOwner(service, theirs, fields) };
  const done = await logFilled(context, theirs, { fields: instead.fields, files }, about);
  return done.ok ? done : { ...done, instead };
}

async function logFilled(
  context: Context,
  service: PublishedService,
  form: SentForm,
  about: LogAbout,
): Promise<Submitted> {
  const { definition, id: serviceId } = service;
  const { fields } = form;
  const participant = readParticipant(fields);
  const note = one(fields, 'note') || undefined;
  const settled = { settles: logDraftKey(serviceId, about.interactionId) };
  try {
    const joined = one(fields, 'join');
    if (isUuid(joined)) {
      const value = await context.run(joinCase, { caseId: joined, ...about, participant, note }, settled);
      return { ok: true, value };
    }
    const { answers, location } = readLogForm(definition, fields);
    const confirmedDespite = [fields['confirmedDespite'] ?? []].flat() as StopOutcome[];
    const filled = { answers, confirmedDespite, files: await storeFiles(context, service, form.files) };
    const isNew = one(fields, 'nearby') === 'new'; // the adviser has said that it is another matter
    const alike = isNew ? [] : await context.read(findAlike, { serviceId, location, form: filled });
    if (alike.length > 0) return { ok: false, faults: withLostFiles([], form.files), stops: [], alike };
    const priority = one(fields, 'priority') || undefined;
    const described = { serviceId, location, ...filled, ...about, participant, note, priority };
    const value = await context.run(logCase, described, settled);
    return { ok: true, value };
  } catch (error) {
    return notLogged(error, form.files);
  }
}

/** Why nothing was logged, for the form that is shown again. @throws what no answer can put right */
export function notLogged(error: unknown, files: readonly UploadedFile[]): Extract<Submitted, { ok: false }> {
  if (isError(error, caseErrors.stopped.code))
    return { ok: false, faults: error.faults, stops: error.facts['stops'] as FoundStop[] };
  if (!(error instanceof AppError) || error.faults.length === 0) throw error;
  return { ok: false, faults: withLostFiles(error.faults, files), stops: [] };
}

/** Keeps the files of the form’s file questions. */
export async function storeFiles(
  { kernel }: Pick<Context, 'kernel'>,
  { definition }: PublishedService,
  files: readonly UploadedFile[],
): Promise<(StoredUpload & { question: string })[]> {
  const stored = [];
  for (const question of definition.form.questions.filter(({ type }) => type === 'file'))
    for (const file of files.filter(({ field }) => field === answerName(question)))
      stored.push({ ...(await storeUpload(kernel, file)), question: question.key });
  return stored;
}

/** A browser forgets chosen files when the page comes back. */
export function withLostFiles(faults: readonly FieldFault[], files: readonly UploadedFile[]): FieldFault[] {
  const lost = new Set(files.map(({ field }) => field));
  for (const { field } of faults) lost.delete(field);
  return [...faults, ...[...lost].map((field) => ({ field, message: 'Choose the file again: the page lost it' }))];
}
