import { csvFile } from '../../kernel/csv-file.js';
import type { Reply } from '../../kernel/route.js';
import type { ComparedFigures } from './compare-figures.js';

const headings = [
  ...['Council', 'Figure', 'Per cent', 'Of, to the nearest ten', 'From', 'To'],
  ...['Days of repeated contact', 'Seconds of the target', 'Seconds waited', 'How it is counted'],
];

/** The councils' figures side by side as CSV that no spreadsheet runs; empty where too few are to tell. */
export function exportedComparison(
  { from, to, figures, councils }: ComparedFigures,
  nameOf: (id: number) => string,
): Reply {
  const lines = councils.flatMap(({ authorityId, repeatContactDays, shares, waits }) => [
    ...figures.map(({ key, label, definition }) => {
      const { percent, of } = key === 'in-time' ? waits.inTime : shares[key];
      const settings = [key === 'observed' ? repeatContactDays : null, key === 'in-time' ? waits.targetSeconds : null];
      return [nameOf(authorityId), label, percent, of, from, to, ...settings, null, definition];
    }),
    ...[
      ['Seconds waited, median', waits.medianSeconds] as const,
      ['Seconds waited, 90th percentile', waits.ninetiethSeconds] as const,
    ].map(([label, seconds]) => [
      ...[nameOf(authorityId), label, null, waits.inTime.of, from, to, null, null, seconds],
      'Of answered calls and chats of which it is known how long the customer waited.',
    ]),
  ]);
  return csvFile(`councils-${from}-to-${to}.csv`, [headings, ...lines]);
}
