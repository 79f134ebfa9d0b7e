import { z } from 'zod';
import { queueDelivery } from '../../adapters/index.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { addJob, defineJob, type JobSpec } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { definitionOf } from '../definitions.js';
import { listFiles } from '../files/files-repository.js';
import { findCase } from '../repository.js';
import type { Case } from '../types.js';
import { hearFromAll } from './hear-outside.js';
import { laterPhotoJob, passLeftBehind, passPhoto } from './later-photos.js';
import { caseCourier, courierActor as actor, wordCourier } from './outside-couriers.js';
import { outsideErrors } from './outside-errors.js';
import { findOutside, findOutsideOf } from './outside-repository.js';
import type { OutsideCase } from './outside-types.js';
import { passOver } from './pass-over.js';
import { passAllWritten, passWritten } from './pass-written.js';
import { recordSending } from './record-sending.js';
import { recordTelling } from './record-telling.js';
import { connectionOf, mayGo, sendOutside } from './send-outside.js';
import { tellOutside } from './tell-outside.js';
import { findWord, listWaitingWords } from './words-repository.js';

const About = z.looseObject({ subjectId: uuidField });

/** Sends what was logged for a service whose work is done in another system. */
const sendLogged = defineJob({
  kind: 'cases.send-logged',
  payload: About,
  topics: ['case.logged'],
  run: async (kernel, { subjectId: caseId }) => {
    const found = await findCase(kernel.db.read(everyAuthority), caseId);
    if (!found || !mayGo(found) || connectionOf(kernel, found) === undefined) return;
    await passOver([outsideErrors.sentAlready], () => runCommand(kernel, actor, sendOutside, { caseId }));
    // What was written before this ran found no system to tell.
    await passAllWritten(kernel, caseId);
  },
});

const waitForPhotosMs = 2 * MINUTE_MS;

/** Queues a case for the dispatcher. Its photos go along, so that it waits a little while small pictures of them are made. */
const queueCase = defineJob({
  kind: 'cases.queue-outside',
  payload: About,
  topics: ['outside.to-send'],
  run: async (kernel, event) => {
    const outside = await findOutside(kernel.db.read(everyAuthority), event.subjectId);
    if (!outside) return;
    if (await photosAreMade(kernel, outside)) return await queue(kernel, outside);
    const runAt = kernel.clock.now() + 10 * SECOND_MS;
    await kernel.db.write(everyAuthority, (db) =>
      addJob(kernel, db, { kind: 'cases.queue-outside', payload: event, runAt }),
    );
  },
});

async function photosAreMade(kernel: Kernel, { caseId, queuedAt }: OutsideCase): Promise<boolean> {
  if (kernel.clock.now() - queuedAt > waitForPhotosMs) return true;
  const files = await listFiles(kernel.db.read(everyAuthority), caseId);
  return files.every(({ picture }) => picture !== 'waiting');
}

async function queue(kernel: Kernel, { id, authorityId, caseId, instance }: OutsideCase): Promise<void> {
  const service = await serviceOf(kernel, caseId);
  const about = { authorityId, subjectId: id, idempotencyKey: id, orderKey: caseId, service, variant: instance };
  await queueDelivery(kernel, caseCourier, about);
}

/** What was written or added before the case had gone goes now; and that it was closed meanwhile, if it was. */
const queueWaiting = defineJob({
  kind: 'cases.queue-outside-waiting',
  payload: About,
  topics: ['outside.sent'],
  run: async (kernel, { subjectId }) => {
    const db = kernel.db.read(everyAuthority);
    for (const id of await listWaitingWords(db, subjectId)) await queueWord(kernel, id);
    const outside = await findOutside(db, subjectId);
    if (outside) await passLeftBehind(kernel, outside);
    const found = outside && (await findCase(db, outside.caseId));
    if (found?.statusKind === 'closed' && found.restriction === null)
      await tellClosed(kernel, found, outside, subjectId);
  },
});

/** Says that nothing is to be done any more, unless the other system said so itself. */
async function tellClosed(kernel: Kernel, found: Case, outside: OutsideCase | undefined, key: string): Promise<void> {
  if (outside?.state !== 'sent' || outside.theirKey === found.status) return;
  const { outcomes } = await definitionOf(kernel.db.read(everyAuthority), found.serviceVersionId);
  const outcome = outcomes.find((one) => one.key === found.outcome)?.label ?? 'closed';
  const word = { caseId: found.id, kind: 'cancel', key, text: `Closed here: ${outcome}.` };
  await passOver([outsideErrors.notSent], () => runCommand(kernel, actor, tellOutside, word));
}

const queueTold = defineJob({
  kind: 'cases.queue-outside-word',
  payload: About,
  topics: ['outside.to-tell'],
  run: (kernel, { subjectId }) => queueWord(kernel, subjectId),
});

/** Only once the case is there: until then it waits, and goes when that does. */
async function queueWord(kernel: Kernel, id: string): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const word = await findWord(db, id);
  const outside = word && (await findOutside(db, word.outsideCaseId));
  if (!outside || outside.state !== 'sent' || word.state !== 'waiting') return;
  const { authorityId, caseId } = word;
  const service = await serviceOf(kernel, caseId);
  const about = { authorityId, subjectId: id, idempotencyKey: id, orderKey: caseId, service };
  await queueDelivery(kernel, wordCourier, { ...about, variant: outside.instance });
}

async function serviceOf(kernel: Kernel, caseId: string): Promise<string | null> {
  return (await findCase(kernel.db.read(everyAuthority), caseId))?.serviceKey ?? null;
}

const Happened = About.extend({
  id: z.string(),
  topic: z.string(),
  payload: z.looseObject({ noteId: uuidField.optional(), chaseId: uuidField.optional() }),
});

/**
 * Passes on what happens to a case that another system has: notes that the customer may read, that they asked how far it
 * is, and that it was closed or opened again here, where the other system doesn't know that already.
 */
const passOn = defineJob({
  kind: 'cases.pass-on-outside',
  payload: Happened,
  topics: ['case.noted', 'case.chased', 'case.resolved', 'case.reopened'],
  run: async (kernel, event) => {
    const db = kernel.db.read(everyAuthority);
    const found = await findCase(db, event.subjectId);
    const outside = found && (await findOutsideOf(db, found.id));
    if (!outside || found.restriction !== null) return;
    if (event.topic === 'case.resolved') return await tellClosed(kernel, found, outside, event.id);
    const { noteId, chaseId } = event.payload;
    if (event.topic === 'case.reopened') return await tellReopened(kernel, found, outside, event.id);
    const writtenId = noteId ?? chaseId;
    if (writtenId !== undefined) await passWritten(kernel, found.id, writtenId);
  },
});

/** Says that it is open again, unless the other system said so itself. */
async function tellReopened(kernel: Kernel, found: Case, outside: OutsideCase, key: string): Promise<void> {
  if (outside.state !== 'sent' || outside.theirKey === found.status) return;
  const word = { caseId: found.id, kind: 'reopened', key, text: 'It is open here again.' };
  await passOver([outsideErrors.notSent], () => runCommand(kernel, actor, tellOutside, word));
}

const passOnPhoto = defineJob({
  kind: laterPhotoJob,
  payload: About.extend({ payload: z.looseObject({ fileId: uuidField }) }),
  topics: ['outside.file-added'],
  run: (kernel, { subjectId, payload: { fileId } }) => passPhoto(kernel, subjectId, fileId),
});

/** Asks every minute what the other systems say. */
const hearOutside = defineJob({
  kind: 'cases.hear-outside',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: hearFromAll,
});

const Settled = z.looseObject({
  payload: z.looseObject({ operation: z.string(), subjectId: uuidField, reference: z.string().nullish() }),
});

/** Somebody settled a delivery without the adapter: what it spoke of is settled with it. */
const settledBy = (kind: string, topic: string, step: 'deliver' | 'cancel'): JobSpec =>
  defineJob({
    kind,
    payload: Settled,
    topics: [topic],
    run: async (kernel, { payload: { operation, subjectId: id, reference } }) => {
      if (operation === caseCourier.operation)
        await runCommand(kernel, actor, recordSending, { id, step, theirReference: reference ?? null });
      if (operation === wordCourier.operation) await runCommand(kernel, actor, recordTelling, { id, step });
    },
  });

export const outsideJobs: readonly JobSpec[] = [
  ...[sendLogged, queueCase, queueWaiting, queueTold, passOn, passOnPhoto, hearOutside],
  settledBy('cases.outside-by-hand', 'delivery.by-hand', 'deliver'),
  settledBy('cases.outside-cancelled', 'delivery.cancelled', 'cancel'),
];
