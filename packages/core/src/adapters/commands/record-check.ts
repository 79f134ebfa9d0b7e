import { z } from 'zod';
import { adapterErrors, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { defineCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { keepCheck } from '../health-repository.js';
import { instanceToManage, servedBy } from '../visible.js';

const codes = Object.keys(adapterErrors) as [AdapterErrorCode, ...AdapterErrorCode[]];

/** Keeps what a check found that somebody asked for. @throws not_found; not_allowed */
export const recordCheck = defineCommand({
  name: 'adapters.record-check',
  permission: 'adapters.manage',
  input: z.strictObject({
    name: z.string().max(40),
    fault: z.strictObject({ code: z.enum(codes), detail: z.string().max(500) }).nullable(),
  }),
  output: z.object({ ok: z.boolean() }),
  run: async (context, { name, fault }) => {
    const { actor, db, kernel, now } = context;
    const one = await instanceToManage(kernel, actor, name);
    await keepCheck(db.within(everyAuthority), name, now, fault);
    for (const authorityId of await servedBy(kernel, one))
      await context.audit({
        authorityId,
        subject: { kind: 'adapter', id: name },
        details: { code: fault?.code ?? 'ok' },
      });
    return { ok: fault === null };
  },
});
