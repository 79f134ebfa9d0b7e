import { csvBeginning, csvLine } from '../kernel/csv-lines.js';
import type { Reply } from '../kernel/route.js';
import type { Figures, Share } from './types.js';
import { groupings } from './types.js';
import { groupName, reasonWords, type FiguresFacts } from './views.js';

const headings = ['Figure', 'For', 'Count', 'Of', 'Per cent', 'From', 'To', 'How it is counted', 'Query'];

type Exported = FiguresFacts & { readonly figures: Figures };

/** The figures as CSV that no spreadsheet runs: every number with what it is of, its definition and its query. */
export function exportedFigures(facts: Exported): Reply {
  const { figures } = facts;
  const name = `figures-${figures.from}-to-${figures.to}.csv`;
  const text = csvBeginning + [headings, ...linesOf(facts)].map(csvLine).join('');
  return { kind: 'stream', type: 'text/csv; charset=utf-8', name, chunks: once(text) };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

type Cells = (string | number | null)[];

function linesOf(facts: Exported): Cells[] {
  const { figures, reasons, groups, from, to } = facts.figures;
  const numbers = (share: Share): Cells => [share.count, share.of, percentOf(share), from, to];
  const contacts = figures.find(({ key }) => key === 'avoidable')?.of ?? 0;
  const by = groupings.find((each) => each === facts.address.by);
  return [
    ...figures.map((figure) => [figure.label, 'All', ...numbers(figure), figure.definition, figure.query]),
    ...reasons.map(({ reason, contacts: count }) => [
      ...['Avoidable contact', reasonWords[reason] ?? reason],
      ...numbers({ count, of: contacts }),
    ]),
    ...(by === undefined
      ? []
      : groups.flatMap(({ id, shares }) =>
          figures.flatMap(({ key, label }) =>
            key === 'avoidable' ? [] : [[label, groupName(id, by, facts), ...numbers(shares[key])]],
          ),
        )),
  ];
}

/** With one decimal place; empty where there is nothing to be a share of. */
function percentOf({ count, of }: Share): number | null {
  return of === 0 ? null : Math.round((count / of) * 1000) / 10;
}
