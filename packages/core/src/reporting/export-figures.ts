import { csvFile } from '../kernel/csv-file.js';
import type { Reply } from '../kernel/route.js';
import { stopWords } from '../services/index.js';
import { fewestForShare } from './share-words.js';
import { dailyKeys, isGrouped, type FigureKey, type Figures, type StopCount, type ToldShare } from './types.js';
import { groupName } from './group-words.js';
import { groupings } from './types.js';
import { reasonWords } from './reason-words.js';
import type { Waits } from './waits.js';
import type { FiguresFacts } from './views.js';

const headings = ['Figure', 'For', 'Count', 'Of', 'Per cent', 'From', 'To', 'How it is counted', 'Query'];

type Exported = FiguresFacts & { readonly figures: Figures };

/** The figures as CSV that no spreadsheet runs: every number with what it is of, its definition and its query. */
export function exportedFigures(facts: Exported): Reply {
  const { figures } = facts;
  return csvFile(`figures-${figures.from}-to-${figures.to}.csv`, [headings, ...linesOf(facts)]);
}

type Cells = (string | number | null)[];

function linesOf(facts: Exported): Cells[] {
  const { figures, reasons, stops, groups, days, from, to } = facts.figures;
  const numbers = (share: ToldShare): Cells => [...numbersOf(share), from, to];
  const contacts = figures.find(({ key }) => key === 'avoidable')?.of ?? 0;
  const stopped = figures.find(({ key }) => key === 'stopped');
  const stopLine = (name: string, of: number, { stop, enquiries }: StopCount): Cells => [
    ...[`${stopped?.label ?? ''}: ${stopWords[stop].toLowerCase()}`, name],
    ...numbers({ count: enquiries, of }),
  ];
  const by = groupings.find((each) => each === facts.address.by);
  return [
    ...figures.map((figure) => [figure.label, 'All', ...numbers(figure), figure.definition, figure.query]),
    ...reasons.map(({ reason, contacts: count }) => [
      ...['Avoidable contact', reasonWords[reason] ?? reason],
      ...numbers({ count, of: contacts }),
    ]),
    ...stops.map((each) => stopLine('All', stopped?.of ?? 0, each)),
    ...(by === undefined
      ? []
      : groups.flatMap(({ id, shares, stops: ofGroup }) => [
          ...figures.flatMap(({ key, label }) =>
            isGrouped(key) ? [[label, groupName(id, by, facts), ...numbers(shares[key])]] : [],
          ),
          ...ofGroup.map((each) => stopLine(groupName(id, by, facts), shares.stopped.of, each)),
        ])),
    ...waitLines(facts),
    ...days.flatMap(({ on, shares }) =>
      dailyKeys.map((key) => [labelOf(key, facts.figures), 'Day', ...numbersOf(shares[key]), on, on]),
    ),
  ];
}

/** Median and ninetieth percentile in seconds stand where counts do, of those of which it is known. */
function waitLines({ figures: { waits, from, to }, lines }: Exported): Cells[] {
  const nameOf = (id: string | null): string => lines.find((each) => each.id === id)?.name ?? 'No line';
  const cells = (name: string, { known, inTime, medianSeconds, ninetiethSeconds }: Waits, period: Cells): Cells[] => [
    ['Seconds waited, median', name, medianSeconds, known, null, ...period],
    ['Seconds waited, 90th percentile', name, ninetiethSeconds, known, null, ...period],
    ['Calls and chats answered in time', name, ...numbersOf({ count: inTime, of: known }), ...period],
  ];
  return [
    ...cells('All', waits, [from, to]).slice(0, 2),
    ...waits.lines.flatMap((each) => cells(`Line: ${nameOf(each.lineId)}`, each, [from, to])),
    ...waits.days.filter(({ calls }) => calls > 0).flatMap((each) => cells('Day', each, [each.on, each.on])),
  ];
}

function labelOf(key: FigureKey, { figures }: Figures): string {
  return figures.find((figure) => figure.key === key)?.label ?? key;
}

function numbersOf(share: ToldShare): Cells {
  return [share.count, share.of, percentOf(share)];
}

/** With one decimal place; empty where there is nothing, or too little, to be a share of. */
function percentOf({ count, of }: ToldShare): number | null {
  return count === null || of < fewestForShare ? null : Math.round((count / of) * 1000) / 10;
}
