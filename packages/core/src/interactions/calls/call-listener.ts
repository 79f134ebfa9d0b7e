import { callStates } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { servesCouncil, type Listener } from '../../adapters/index.js';
import { findLineByNumber } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { runCommand } from '../../kernel/command.js';
import { line } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { readTelephone } from '../../kernel/telephone.js';
import { findAuthorityOfCall } from './calls-repository.js';
import { recordCall } from './record-call.js';

const actor = systemActor('a telephone system told of a call');

/** What can't be kept of a call is not known. */
const words = (length: number) => line(length).nullable().catch(null);
const Said = z.looseObject({
  ...{ callId: line(120), state: z.enum(callStates), caller: words(60), called: words(40), agent: words(120) },
});
type Said = z.output<typeof Said>;

/** Hears of calls from telephone systems. */
export const callListener: Listener = {
  kind: 'telephony',
  what: 'call',
  take: async (kernel, one, { said, happenedAt: at }, alongside) => {
    const { callId, state, caller, called, agent } = Said.parse(said);
    const authorityId = await answeredFor(kernel, one, { callId, called });
    if (authorityId === undefined) return 'not-yet';
    if (!servesCouncil(one, authorityId)) return 'not-ours';
    const input = { authorityId, instance: one.name, callId, state, at, caller, called, agent };
    await runCommand(kernel, actor, recordCall, input, { alongside });
    return 'taken';
  },
};

/** The council of the line that was dialled; else that of the call as it was told before, or the only one served. */
async function answeredFor(
  kernel: Kernel,
  { name: instance, authorityIds }: ConfiguredAdapter,
  { callId: callKey, called }: Pick<Said, 'callId' | 'called'>,
): Promise<AuthorityId | undefined> {
  const db = kernel.db.read(everyAuthority);
  const number = called === null ? undefined : readTelephone(called);
  const dialled = number?.kind === 'number' ? await findLineByNumber(db, number.e164) : undefined;
  if (dialled) return dialled.authorityId;
  const known = await findAuthorityOfCall(db, { instance, callKey });
  return known ?? (authorityIds !== 'all' && authorityIds.length === 1 ? authorityIds[0] : undefined);
}
