import { listLines } from '../../authorities/index.js';
import { recordCall } from '../../interactions/index.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { demoActor } from './load/load-authorities.js';

/** For so long a call rings before its caller gives up. */
const ringMs = 2 * MINUTE_MS;

/** Has the invented telephone system tell of the call that rings now, and that the one before it is over. */
export async function ringCalls(kernel: Kernel): Promise<void> {
  const lines = await listLines(kernel.db.read(everyAuthority));
  const turn = Math.floor(kernel.clock.now() / ringMs);
  for (const [number, state] of [
    [turn - 1, 'ended'],
    [turn, 'ringing'],
  ] as const) {
    const line = lines[number % lines.length];
    if (!line) return;
    const { authorityId, telephone: called } = line;
    // Of the range that Ofcom keeps for drama.
    const caller = `01632 960${String(100 + (number % 900)).padStart(3, '0')}`;
    const about = { authorityId, instance: 'telephones', callId: `demo-${number}`, called, caller, agent: null };
    await runCommand(kernel, demoActor, recordCall, { ...about, state, at: turn * ringMs });
  }
}
