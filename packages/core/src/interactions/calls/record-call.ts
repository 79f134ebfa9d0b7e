import { callStates } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { findLineByNumber } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { readTelephone } from '../../kernel/telephone.js';
import { keepCall } from './calls-repository.js';

/**
 * Keeps what a telephone system tells of a call, in whatever order it is told. What can't be read of it is not known; a
 * call is no contact before somebody starts one. @throws not_found
 */
export const recordCall = defineCommand({
  name: 'interactions.record-call',
  permission: 'interactions.handle',
  input: z.strictObject({
    authorityId: z.number().int(),
    instance: line(40),
    callId: line(120),
    state: z.enum(callStates),
    at: z.number().int().min(0),
    caller: line(60).nullable(),
    called: line(40).nullable(),
    agent: line(120).nullable(),
  }),
  run: async (context, { authorityId, instance, callId, state, at, caller, called, agent }) => {
    const { db, now } = context;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const number = called === null ? undefined : readTelephone(called);
    const dialled = number?.kind === 'number' ? await findLineByNumber(db, number.e164) : undefined;
    const lineId = dialled?.authorityId === authorityId ? dialled.id : null;
    const id = context.newId();
    await keepCall(db, {
      ...{ id, authorityId, instance, callKey: callId, lineId, caller, called, agent, state },
      ...{ at: Math.min(at, now), heardAt: now },
    });
    await context.audit({ authorityId, subject: { kind: 'call', id }, details: { instance, callId, state } });
  },
});
