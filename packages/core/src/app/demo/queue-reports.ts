import { listLines, type ContactLine } from '../../authorities/index.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt, startOfDay } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { reportQueues } from '../../wallboard/index.js';
import { demoActor } from './load/load-authorities.js';

/** How often the invented telephone system says how its queues stand. */
export const everyMs = 30 * SECOND_MS;

/** Says how the queues stand now, and stood at that many times before. One line has fallen silent. */
export async function sayQueues(kernel: Kernel, times: number): Promise<void> {
  const now = kernel.clock.now();
  const lines = await listLines(kernel.db.read(everyAuthority));
  const silentSince = startOfDay(localDateAt(now));
  const timeOf = (index: number, before: number): Instant =>
    index === lines.length - 1 ? silentSince : now - before * everyMs;
  for (let before = 0; before < times; before += 1) {
    const items = lines.map((line, index) => inventReport(line, index, timeOf(index, before)));
    await runCommand(kernel, demoActor, reportQueues, { items });
  }
}

/** Lines are open from eight to six. */
const opensAtHour = 8;
const closesAtHour = 18;

/** A short queue that rises and falls every few minutes, each line in its own time. */
function inventReport({ telephone }: ContactLine, index: number, at: Instant) {
  const wave = Math.sin(at / (4 * MINUTE_MS) + index * 2) + Math.sin(at / (11 * MINUTE_MS) + index);
  const waiting = Math.max(0, Math.round(wave * 1.4));
  const hour = (at - startOfDay(localDateAt(at))) / HOUR_MS;
  const hoursOpen = Math.min(Math.max(hour - opensAtHour, 0), closesAtHour - opensAtHour);
  return {
    ...{ line: telephone, at, waiting, longestWaitSeconds: waiting === 0 ? 0 : 40 + waiting * 45 },
    answered: Math.round(hoursOpen * (2 + (index % 3))),
    abandoned: Math.round(hoursOpen * 0.3 * (index % 3)),
    ...{ agentsReady: waiting === 0 ? 1 : 0, agentsTalking: 1 },
  };
}
