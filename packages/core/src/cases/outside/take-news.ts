import type { CaseChange } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { putFile } from '../files/put-file.js';
import { StoredUpload } from '../files/uploads.js';
import { withoutCards } from '../log/cards.js';
import { recordEvent } from '../record-event.js';
import { findCase } from '../repository.js';
import { keepRefusal } from './keep-refusal.js';
import { findOutside, updateOutside } from './outside-repository.js';
import type { CameWith } from './photo-round.js';
import { findWordOfKey, insertWord } from './words-repository.js';

const text = z.string().nullable();
const longestBody = 10_000;
const heldCard = 'What they wrote holds what looks like a card number, and is not kept. Read it in their system.';
const heldCardInPlace = 'Its address holds what looks like a card number, and is not kept. Look in their system.';

/**
 * Keeps what another system says about a case, once however often it says it: on the timeline, and to take effect on the
 * case where it says how far it is.
 */
export const takeNews = defineCommand({
  name: 'cases.take-news',
  permission: 'cases.work',
  input: z.strictObject({
    outsideId: uuidField,
    key: z.string().min(1).max(300),
    saidAt: z.number().int(),
    status: text,
    outcome: text,
    statusWords: text,
    comment: text,
    isForCustomer: z.boolean(),
    files: z.array(StoredUpload).max(10).default([]),
    /** Where photos lie that came with it and could not be had. */
    missing: z.array(z.string()).default([]),
    refuses: z
      .strictObject({ id: uuidField, reason: z.string().min(1).max(500) })
      .nullable()
      .default(null),
  }),
  run: async (
    context,
    { outsideId, key, saidAt, comment, isForCustomer, files, missing, refuses, ...status },
  ): Promise<void> => {
    const outside = await findOutside(context.db, outsideId);
    const found = outside && (await findCase(context.db, outside.caseId));
    if (!outside || !found) throw notFound();
    const { authorityId, caseId } = outside;
    const isKnown = (await findWordOfKey(context.db, outsideId, 'in', key)) !== undefined;
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { outsideId, key, isKnown } });
    if (isKnown) return;
    const body = bodyOf(comment, missing);
    const state = status.status === null ? 'noted' : 'new';
    await insertWord(context.db, {
      ...{ id: context.newId(), authorityId, outsideCaseId: outsideId, caseId, direction: 'in', kind: 'news', key },
      ...{ saidAt, keptAt: context.now, byName: null, body, ...status, state, fault: null },
    });
    const theirFileIds = [...outside.theirFileIds];
    for (const file of files) theirFileIds.push(await putFile(context, found, file, { byName: outside.systemName }));
    const isNewest = outside.theirAt === null || saidAt >= outside.theirAt;
    const says = status.statusWords !== null && isNewest;
    const theirs = { theirStatus: status.statusWords, theirKey: status.status ?? outside.theirKey, theirAt: saidAt };
    const refused = refuses === null ? undefined : await keepRefusal(context, outside, found, refuses);
    const changes = { heardAt: context.now, theirFileIds, ...(says ? theirs : {}), ...refused };
    if (!(await updateOutside(context.db, outside, changes))) throw staleVersion();
    if (refused !== undefined) return;
    await recordEvent(context, found, {
      ...{ kind: 'outside', visibility: isForCustomer && body !== null ? 'customer' : 'internal' },
      body: [status.statusWords, body].filter(Boolean).join('\n\n'),
      data: { outside: 'heard', name: outside.systemName },
    });
  },
});

/** Their words, and where photos lie that could not be had: each by itself, so that one with a card number costs no other. */
function bodyOf(comment: string | null, missing: readonly string[]): string | null {
  const words = comment === null ? [] : [withoutCards(comment, heldCard)];
  const places = missing.map((place) => `Photo: ${withoutCards(place, heldCardInPlace)}`);
  const body = [...words, ...places].join('\n\n').slice(0, longestBody);
  return body === '' ? null : body;
}

/** What a page of changes says of a case that was sent, as `takeNews` takes it. */
export function newsOf(
  outsideId: string,
  { id, at, status, comment, refuses }: CaseChange,
  { files, missing }: CameWith = { files: [], missing: [] },
): z.input<typeof takeNews.input> {
  const cut = (words: string, longest: number): string => words.replaceAll('\u0000', '').slice(0, longest);
  const words = comment?.text.trim() ?? '';
  return {
    ...{ outsideId, key: cut(id, 300), saidAt: at, isForCustomer: comment?.for === 'customer' },
    ...{ status: status?.key ?? null, outcome: status?.outcome ?? null },
    statusWords: status === null ? null : cut(status.words, 200),
    comment: words === '' ? null : cut(words, longestBody),
    files: [...files],
    missing: missing.map((place) => cut(place, 2000)),
    refuses: refuses === undefined || !isUuid(refuses.id) ? null : { id: refuses.id, reason: reasonOf(refuses.reason) },
  };
}

/** An adapter's words may be empty, longer than is kept, and have several lines. */
function reasonOf(words: string): string {
  const line = withoutCards(words, heldCard).replaceAll('\u0000', '').replace(/\s+/g, ' ').trim().slice(0, 500);
  return line === '' ? 'They gave no reason' : line;
}

const isUuid = (text: string): boolean => uuidField.safeParse(text).success;
