import { z } from 'zod';
import { listLines, type ContactLine } from '../../authorities/index.js';
import { readTelephone } from '../../customers/index.js';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { insertReport } from '../repository.js';
import type { QueueReport } from '../types.js';

/** How far the telephone system's clock may be ahead of ours. */
const aheadMs = 5 * MINUTE_MS;

const count = z.number().int().min(0).max(1_000_000);

const Report = z.strictObject({
  /** The number that customers dial, in any spelling. */
  line: line(40),
  at: z.number().int().min(0),
  waiting: count,
  longestWaitSeconds: count,
  answered: count,
  abandoned: count,
  agentsReady: count,
  agentsTalking: count,
});
type Report = z.output<typeof Report>;

const Reported = z.object({ stored: z.number(), known: z.number() });

/**
 * Takes in what a telephone system says of its queues. The same line and time again is the same report; what comes late
 * is kept, and never stands in place of a later one. All of it is stored or none.
 * @throws bad_input naming the report and the field: an unknown line, a time in the future
 */
export const reportQueues = defineCommand({
  name: 'wallboard.report-queues',
  permission: 'wallboard.report',
  input: z.strictObject({ items: z.array(Report).min(1, 'Send at least one report').max(200) }),
  output: Reported,
  run: async (context, { items }): Promise<z.infer<typeof Reported>> => {
    const lines = await listLines(context.db);
    const reports = readReports(items, lines, context.now);
    let stored = 0;
    for (const report of reports) if (await insertReport(context.db, report)) stored += 1;
    for (const authorityId of new Set(reports.map((report) => report.authorityId))) {
      const lineIds = [
        ...new Set(reports.filter((each) => each.authorityId === authorityId).map((each) => each.lineId)),
      ];
      const subject = { kind: 'authority', id: String(authorityId) };
      await context.audit({ authorityId, subject, details: { lineIds } });
    }
    return { stored, known: reports.length - stored };
  },
});

function readReports(items: readonly Report[], lines: readonly ContactLine[], now: Instant): QueueReport[] {
  const faults: FieldFault[] = [];
  const reports = items.flatMap(({ line: dialled, ...said }, index) => {
    const number = readTelephone(dialled);
    const known = lines.find(({ telephone }) => number?.kind === 'number' && telephone === number.e164);
    if (!known) faults.push({ field: `items.${index}.line`, message: 'Name a line of yours by its telephone number' });
    if (said.at > now + aheadMs)
      faults.push({
        field: `items.${index}.at`,
        message: 'Set the telephone system’s clock: this time is yet to come',
      });
    return known ? [{ ...said, lineId: known.id, authorityId: known.authorityId }] : [];
  });
  if (faults.length > 0) throw badInput({ faults });
  return reports;
}
