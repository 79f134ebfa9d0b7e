import type { Authority } from '../../authorities/index.js';
import { faultLine, listedLines } from '../../kernel/import/listed-lines.js';
import type { Responsibility } from '../types.js';
import type { RuleDifference } from './compare-rules.js';

type Said = Pick<Responsibility, 'authorityId' | 'fromOn' | 'toOn'>;

/** A difference as lines of text, for the command line. */
export function ruleDifferenceLines(difference: RuleDifference, authorities: readonly Authority[]): string[] {
  const { added, changed, ended, unchanged, others, faults } = difference;
  const names = new Map(authorities.map(({ id, shortName }) => [id, shortName]));
  const said = ({ authorityId, fromOn, toOn }: Said): string =>
    `${names.get(authorityId) ?? ''} from ${fromOn}${toOn === null ? '' : ` until ${toOn}`}`;
  return [
    `${added.length} new, ${changed.length} changed, ${ended.length} ended, ${unchanged} unchanged, ${faults.length} rows wrong. ${others} other rules stay as they are.`,
    ...listedLines('New', added, (rule) => [`  ${rule.serviceKey}, ${rule.where}: ${said(rule)}`]),
    ...listedLines('Changed', changed, ({ before, after }) => [
      `  ${after.serviceKey}, ${after.where}: ${said(before)} → ${said(after)}`,
    ]),
    ...listedLines('Ended, because another follows', ended, ({ before, by }) => [
      `  ${by.serviceKey}, ${by.where}: ${said(before)} → until ${by.fromOn}`,
    ]),
    ...listedLines('Wrong', faults, (fault) => [`  ${faultLine(fault)}`]),
  ];
}
