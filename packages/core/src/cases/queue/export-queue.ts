import { csvBeginning, csvLine } from '../../kernel/csv-lines.js';
import type { Instant } from '../../kernel/clock.js';
import { toLocal } from '../../kernel/london-time.js';
import type { Reply, RouteContext } from '../../kernel/route.js';
import { exportQueue } from '../commands/export-queue.js';
import { priorityWords } from '../log/field-words.js';
import { listForExport, type QueueQuery } from '../list-queries.js';
import type { DescribedSummary } from '../types.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'run' | 'now'>;

export type ExportFilter = Omit<Partial<QueueQuery>, 'cursor' | 'limit'>;

const rowsAtOnce = 500;

/** Open cases of a queue as CSV, sent while they are read. That they were taken out is in the audit trail before. */
export async function exportedQueue(
  context: Context,
  filter: ExportFilter,
  councils: ReadonlyMap<number, string>,
): Promise<Reply> {
  await context.run(exportQueue, filter);
  const name = `cases-${toLocal(context.now).on}.csv`;
  return { kind: 'stream', type: 'text/csv; charset=utf-8', name, chunks: exportLines(context, filter, councils) };
}

const headings = [
  ...['Reference', 'Council', 'Service', 'About', 'Status', 'Priority', 'Customer', 'Place', 'Team', 'With'],
  ...['Logged', 'Due'],
];

async function* exportLines(
  { read }: Context,
  filter: ExportFilter,
  councils: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  yield csvBeginning + csvLine(headings);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listForExport.run>> = await read(listForExport, {
      ...filter,
      limit: rowsAtOnce,
      ...(cursor === null ? {} : { cursor }),
    });
    yield page.items.map((each) => csvLine(cellsOf(each, councils))).join('');
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function cellsOf(found: DescribedSummary, councils: ReadonlyMap<number, string>): (string | null)[] {
  return [
    found.reference,
    councils.get(found.authorityId) ?? '',
    found.serviceName,
    found.title,
    found.statusLabel,
    priorityWords[found.priority],
    found.participantName,
    found.locationText,
    found.teamName,
    found.assigneeName,
    timeText(found.openedAt),
    found.dueAt === null ? null : timeText(found.dueAt),
  ];
}

/** London time as spreadsheets read it: 2026-11-18 17:00. */
function timeText(at: Instant): string {
  const { on, minuteOfDay } = toLocal(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${on} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
