import type { LocalDate } from '../../kernel/clock.js';
import { headingKey } from '../../kernel/import/columns.js';
import type { RowMaker } from '../../kernel/import/csv-table.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { fileFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat, ReadRow } from '../../kernel/import/row-reader.js';
import { governmentLayout } from './government-authorities.js';
import { registerLayout } from './register-authorities.js';

export type AuthorityTier = 'county' | 'district' | 'unitary' | 'london-borough' | 'metropolitan-borough' | 'combined';

export type Nation = 'england' | 'scotland' | 'wales' | 'northern-ireland';

/** A council as the national lists state it. Codes retire when councils merge, so that each has its dates. */
export interface AuthorityRecord {
  /** Nine characters of the Office for National Statistics, such as E07000223. */
  readonly gss: string;
  readonly name: string;
  readonly slug: string;
  readonly tier: AuthorityTier;
  readonly nation: Nation;
  /** The county council that shares the area. */
  readonly parentGss?: string;
  /** Who keeps the area's gazetteer, as AddressBase names it. */
  readonly localCustodianCode?: number;
  readonly startOn?: LocalDate;
  /** The last day, or the first day of the successor: the lists aren't consistent. */
  readonly endOn?: LocalDate;
  /** More than one where an area was divided (Cumbria). */
  readonly replacedByGss?: readonly string[];
}

/** A row whose parent and successors are still the file's own keys. */
export interface UnlinkedAuthority {
  readonly key: string;
  readonly parentKey?: string;
  readonly replacedByKeys?: readonly string[];
  readonly authority: AuthorityRecord;
}

/**
 * Authorities from GOV.UK's list or from mySociety's register of names and codes, told apart by their headings.
 * A parent may stand below its child, so the rows (some hundreds) are held until the end of the file.
 */
export const gssAuthorities: ImportFormat<AuthorityRecord> = {
  name: 'gss-authorities',
  describe: 'UK local authorities as CSV: GOV.UK’s local-authorities.csv or mySociety’s uk_local_authorities.csv.',
  async *read(source, options) {
    const rows: ReadRow<UnlinkedAuthority>[] = [];
    for await (const row of readCsvTable(source, { ...options, afterLine: 0 }, layoutOf)) rows.push(row);
    const gssByKey = new Map(
      rows.flatMap((row) => (row.ok ? [[row.value.key, row.value.authority.gss] as const] : [])),
    );
    for (const row of rows) {
      if (row.line > (options.afterLine ?? 0)) yield linked(row, gssByKey);
    }
  },
};

function layoutOf(headings: readonly string[]): RowMaker<UnlinkedAuthority> {
  const keys = new Set(headings.map(headingKey));
  if (keys.has('local authority code') && keys.has('official name')) return registerLayout(headings);
  if (keys.has('tier id')) return governmentLayout(headings);
  throw fileFault(
    'The headings are neither those of GOV.UK’s local-authorities.csv (“gss”, “tier_id”, “slug”, …) nor those of mySociety’s uk_local_authorities.csv (“local-authority-code”, “official-name”, “gss-code”, …).',
    1,
  );
}

function linked(row: ReadRow<UnlinkedAuthority>, gssByKey: ReadonlyMap<string, string>): ReadRow<AuthorityRecord> {
  if (!row.ok) return row;
  const { authority, parentKey, replacedByKeys = [] } = row.value;
  const parentGss = parentKey === undefined ? undefined : gssByKey.get(parentKey);
  const replacedByGss = replacedByKeys.flatMap((key) => gssByKey.get(key) ?? []);
  const value = {
    ...authority,
    ...(parentGss === undefined ? {} : { parentGss }),
    ...(replacedByGss.length === 0 ? {} : { replacedByGss }),
  };
  return { ok: true, line: row.line, value };
}
