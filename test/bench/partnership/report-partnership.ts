import type { Compared } from './measure-partnership.js';

/** Ten authorities keep at least this much of one's pace, and the directory answers within so many milliseconds. */
const leastRatio = 0.8;
const longestDirectoryMs = 30;

export function faultOf({ name, ten, ratio }: Compared): string | undefined {
  if (!name.startsWith('directory') && ratio < leastRatio) return `under ${leastRatio}`;
  if (name.startsWith('directory: a name') && ten.p50Ms > longestDirectoryMs) return `over ${longestDirectoryMs} ms`;
  return undefined;
}

/** A table that reads in a terminal and in Markdown. */
export function partnershipTable(compared: readonly Compared[]): string {
  const head = ['operation', 'one: p50 ms', 'p99 ms', 'CPU ms', 'ten: p50 ms', 'p99 ms', 'CPU ms', 'ten / one', ''];
  const rows = compared.map((each) => [
    each.name,
    ...[each.one, each.ten].flatMap(({ p50Ms, p99Ms, processorMs }) =>
      [p50Ms, p99Ms, processorMs].map((ms) => ms.toFixed(1)),
    ),
    each.ratio.toFixed(2),
    faultOf(each) ?? '',
  ]);
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
