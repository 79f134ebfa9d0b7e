import { csvFile } from '../../kernel/csv-file.js';
import type { Reply } from '../../kernel/route.js';
import type { ComparedFigures } from './compare-figures.js';

const headings = [
  ...['Council', 'Figure', 'Per cent', 'Of, to the nearest ten', 'From', 'To', 'Days of repeated contact'],
  'How it is counted',
];

/** The councils' figures side by side as CSV that no spreadsheet runs; empty where too few are to tell. */
export function exportedComparison(
  { from, to, figures, councils }: ComparedFigures,
  nameOf: (id: number) => string,
): Reply {
  const lines = councils.flatMap(({ authorityId, repeatContactDays, shares }) =>
    figures.map(({ key, label, definition }) => [
      ...[nameOf(authorityId), label, shares[key].percent, shares[key].of, from, to],
      ...[key === 'observed' ? repeatContactDays : null, definition],
    ]),
  );
  return csvFile(`councils-${from}-to-${to}.csv`, [headings, ...lines]);
}
