import type { LineOfBusinessInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { longText, uuidField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { noteLength } from '../log/log-input.js';
import { actorOf, recordEvent } from '../record-event.js';
import { outsideErrors } from './outside-errors.js';
import { findOutsideOf, updateOutside } from './outside-repository.js';
import { outKinds, type OutKind, type OutsideCase, type WordState } from './outside-types.js';
import { tellStaff } from './who-looks-after.js';
import { findWordOfKey, insertWord } from './words-repository.js';

/** What a system can be told: nothing of a kind that it doesn't take. Absent: it doesn't run at the moment, and all of it waits. */
type Takes = Pick<LineOfBusinessInstance, 'update' | 'cancel' | 'addFile'> | undefined;

/**
 * Writes something to the system that a case went to; once for its key. It goes by itself, after the case and in order. What
 * the system takes none of is kept as `not-taken`, for staff to say it themselves.
 * @throws not_found; case_not_sent; bad_input on `text` for a card number
 */
export const tellOutside = defineCommand({
  name: 'cases.tell-outside',
  permission: 'cases.note',
  input: z.strictObject({
    caseId: uuidField,
    kind: z.enum(outKinds).default('note'),
    text: longText(noteLength, 'what to tell them'),
    /** Of what happened here, or the id of the photo; absent: somebody writes now. */
    key: z.string().max(100).optional(),
    byName: z.string().max(200).optional(),
    saidAt: z.number().int().optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, kind, text, key, byName, saidAt = context.now }) => {
    const found = await caseToChange(context, caseId);
    refuseCardNumber('text', text);
    const outside = await findOutsideOf(context.db, caseId);
    if (outside === undefined || !isWith(outside, kind)) throw outsideErrors.notSent();
    const { authorityId, reference } = found;
    const known = key === undefined ? undefined : await findWordOfKey(context.db, outside.id, 'out', key);
    const id = known?.id ?? context.newId();
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { wordId: id, kind } });
    if (known) return { id };
    const state = stateOf(takesOf(context, outside), kind);
    const by = context.actor.kind === 'staff' ? actorOf(context).actorName : (byName ?? null);
    await insertWord(context.db, {
      ...{ id, authorityId, outsideCaseId: outside.id, caseId, direction: 'out', kind, key: key ?? id },
      ...{ saidAt, keptAt: context.now, byName: by, body: text, status: null, outcome: null },
      ...{ statusWords: null, state, fault: null },
    });
    if (kind === 'cancel' || kind === 'reopened')
      await updateOutside(context.db, outside, { isWithdrawn: kind === 'cancel' });
    const step = state === 'not-taken' ? 'not-told' : kind === 'cancel' ? 'withdrawn' : 'told';
    await recordEvent(context, found, {
      kind: 'outside',
      body: text,
      data: { outside: step, name: outside.systemName },
    });
    if (state === 'waiting')
      await context.emit({ authorityId, topic: 'outside.to-tell', subjectId: id, payload: { reference } });
    else if (kind === 'photo') await tellStaff(context, found);
    return { id };
  },
});

/** What was withdrawn there is spoken of again only when it is opened again. */
function isWith({ state, isWithdrawn }: OutsideCase, kind: OutKind): boolean {
  return state !== 'kept-back' && (!isWithdrawn || kind === 'reopened');
}

function takesOf({ kernel }: CommandContext, { instance }: OutsideCase): Takes {
  const part = kernel.adapters.list.find(({ name }) => name === instance)?.part;
  // Only one of this kind has a case.
  return part?.state === 'running' ? (part.instance as LineOfBusinessInstance) : undefined;
}

function stateOf(takes: Takes, kind: OutKind): WordState {
  if (takes === undefined) return 'waiting';
  const operation = kind === 'cancel' ? takes.cancel : kind === 'photo' ? takes.addFile : takes.update;
  return operation === undefined ? 'not-taken' : 'waiting';
}
