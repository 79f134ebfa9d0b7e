import { csvFile } from '../kernel/csv-file.js';
import type { Reply } from '../kernel/route.js';
import type { Dispute, StatementInFull } from './types.js';
import { disputePills, lineWords, statePills } from './words.js';

const headings = [
  ...['Month', 'State', 'Agreement', 'Charged', 'Charges', 'What for', 'Terms', 'From', 'To', 'Quantity', 'Price (£)'],
  ...['Amount (£)', 'Disputed (£)', 'Dispute', 'Reason', 'Answer'],
];

/** A statement as CSV that no spreadsheet runs: its lines with their disputes, then what they come to. */
export function exportedStatement(statement: StatementInFull, nameOf: (id: number) => string): Reply {
  const month = statement.monthOn.slice(0, 7);
  const about = [month, String(statePills[statement.state].text), statement.agreementTitle];
  const parties = [nameOf(statement.receiverId), nameOf(statement.providerId)];
  const disputeOf = (lineId: string): Dispute | undefined =>
    statement.disputes.findLast((one) => one.lineId === lineId);
  const lines = statement.lines.map((line) => {
    const dispute = disputeOf(line.id);
    return [
      ...[...about, ...parties, lineWords(line), line.termsNumber, line.fromOn, line.toOn, line.quantity],
      ...[pounds(line.unitPence), pounds(line.pence), pounds(dispute?.pence ?? null)],
      ...[dispute ? String(disputePills[dispute.state].text) : null, dispute?.reason ?? null, dispute?.answer ?? null],
    ];
  });
  const sum = (words: string, pence: number) => [
    ...[...about, ...parties, words, null, null, null, null, null, pounds(pence), null, null, null, null],
  ];
  const sums = [
    sum('Total', statement.totalPence),
    sum('Disputed', statement.disputedPence),
    sum('Undisputed', statement.undisputedPence),
  ];
  return csvFile(`recharge-${month}.csv`, [headings, ...lines, ...sums]);
}

/** A number that a spreadsheet adds up; whole pence are exact to two places. */
function pounds(pence: number | null): number | null {
  return pence === null ? null : pence / 100;
}
