import type { LocalDate } from '../kernel/clock.js';
import type { TableView } from '../web/components.js';
import { numeric } from './group-words.js';
import { fewestForShare, numberWords, shareWords } from './share-words.js';
import { stepWords } from './trend-steps.js';
import type { Waits, WaitsOfStep } from './waits.js';
import type { Figures } from './types.js';

/** "42 s", "1 min 15 s", "2 min"; a dash where there is none. */
export function waitWords(seconds: number | null): string {
  if (seconds === null) return '–';
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 ? `${numberWords(minutes)} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : '']
    .filter(Boolean)
    .join(' ');
}

/** By line, and over time. Undefined: of nobody it is known. */
export function waitTables(
  figures: Figures,
  lines: readonly { readonly id: string; readonly name: string }[],
  today: LocalDate,
): { readonly byLine: TableView; readonly overTime: TableView | undefined } | undefined {
  const byLine = waitsByLine(figures, lines);
  return byLine && { byLine, overTime: waitsOverTime(figures, figures.waitSteps, today) };
}

/** How long customers waited, by the line that they dialled. Undefined: it is known of none. */
function waitsByLine(
  { waits }: Figures,
  lines: readonly { readonly id: string; readonly name: string }[],
): TableView | undefined {
  if (waits.known === 0) return undefined;
  const named = waits.lines.map((each) => {
    const name = lines.find(({ id }) => id === each.lineId)?.name;
    return [
      each.lineId === null ? 'No line: chats, and calls to no line known' : (name ?? 'A line no longer used'),
      each,
    ] as const;
  });
  return {
    caption: 'How long customers waited, by line',
    head: headOf('Line', waits.targetSeconds),
    rows: [...named, ...(named.length > 1 ? [['All lines', waits] as const] : [])].map(([name, each]) =>
      rowOf(name, each),
    ),
    ...{ firstCellIsHeader: true, isStacking: true },
  };
}

/** The same over time. Undefined: it is known of none, or there is but one day. */
function waitsOverTime({ waits }: Figures, steps: readonly WaitsOfStep[], today: LocalDate): TableView | undefined {
  if (waits.known === 0 || steps.length < 2) return undefined;
  return {
    caption: 'How long customers waited, over time',
    head: headOf('When', waits.targetSeconds),
    rows: steps.filter(({ calls }) => calls > 0).map((step) => rowOf(stepWords(step, today), step)),
    ...{ firstCellIsHeader: true, isStacking: true },
  };
}

function headOf(first: string, targetSeconds: number): TableView['head'] {
  const heads = [
    'Calls and chats',
    'Half waited at most',
    '9 in 10 waited at most',
    `Within ${waitWords(targetSeconds)}`,
  ];
  return [{ text: first }, ...heads.map(numeric)];
}

function rowOf(
  name: string,
  { calls, known, inTime, medianSeconds, ninetiethSeconds }: Waits,
): TableView['rows'][number] {
  const told = (seconds: number | null): string => waitWords(known < fewestForShare ? null : seconds);
  const cells = [numberWords(calls), told(medianSeconds), told(ninetiethSeconds)];
  return [{ text: name }, ...cells.map(numeric), numeric(shareWords({ count: inTime, of: known }))];
}
