import type { CaseAnswer, OutgoingCase, OutgoingFile } from '@moothall/adapter-sdk';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import {
  answerText,
  answerTo,
  visibleQuestions,
  type AnswerValue,
  type ServiceDefinition,
} from '../../services/index.js';
import { definitionOf } from '../definitions.js';
import { listFiles } from '../files/files-repository.js';
import type { Case, CaseFile } from '../types.js';
import type { OutsideCase } from './outside-types.js';
import { findUprn } from './words-repository.js';

/** What goes with a case; more of them follow it. */
const filesAtMost = 10;

/** A case as it is taken to another system: what it is, where, for whom, and its photos as the small pictures of them. */
export async function outgoingCase(
  kernel: Kernel,
  found: Case,
  { id, triedAt, fileIds }: OutsideCase,
): Promise<OutgoingCase> {
  const db = kernel.db.read(everyAuthority);
  const definition = await definitionOf(db, found.serviceVersionId);
  const { placeId, text, lat, long } = found.place;
  const { name = null, email = null, telephone = null } = found.participant;
  const files = await listFiles(db, found.id);
  return {
    ...{ id, reference: found.reference, service: found.serviceKey, serviceName: found.serviceName },
    ...{ title: found.title, priority: found.priority, loggedAt: found.openedAt, triedAt },
    answers: answersOf(found, definition),
    place: { text, lat, long, uprn: placeId === null ? null : await findUprn(db, placeId) },
    customer: { name, email, telephone },
    files: files.flatMap((file) => (fileIds?.includes(file.id) ? (outgoingFile(kernel, file) ?? []) : [])),
  };
}

/** Which of a case's files go with it: photos whose pictures are made, but for those that came from there. */
export function filesToGo(files: readonly CaseFile[], outside: OutsideCase): string[] {
  return files
    .filter(hasPicture)
    .map(({ id }) => id)
    .filter((id) => !isThere(outside, id))
    .slice(0, filesAtMost);
}

/** Whether the other system has a file already: it went with the case, or came from there. */
export function isThere({ fileIds, theirFileIds }: OutsideCase, fileId: string): boolean {
  return theirFileIds.includes(fileId) || fileIds?.includes(fileId) === true;
}

/** Whether it is a photo that may go. */
export function hasPicture({ picture }: Pick<CaseFile, 'picture'>): boolean {
  return picture !== null && picture !== 'waiting';
}

/** Its picture: made anew from the photo, so that nothing of the camera, or of where it was, goes along. */
export function outgoingFile(kernel: Kernel, { id, name, picture }: CaseFile): OutgoingFile | undefined {
  if (picture === null || picture === 'waiting') return undefined;
  const read = async (): Promise<Uint8Array> => await kernel.files.get(picture.digest);
  return { id, name, mediaType: 'image/jpeg', read };
}

function answersOf({ answers }: Case, definition: ServiceDefinition): CaseAnswer[] {
  return visibleQuestions(definition, answers).flatMap((question): CaseAnswer[] => {
    const answer = answerTo(answers, question.key);
    if (answer === undefined) return [];
    const text = answerText(question, answer);
    return [{ key: question.key, question: question.label, values: valuesOf(answer, text), text }];
  });
}

/** Of choices what was chosen; of anything else its text. */
function valuesOf(answer: AnswerValue, text: string): string[] {
  if (typeof answer === 'string') return [answer];
  if (Array.isArray(answer)) return answer.flatMap((one) => (typeof one === 'string' ? one : []));
  return typeof answer === 'boolean' ? [answer ? 'yes' : 'no'] : [text];
}
