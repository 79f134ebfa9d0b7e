import type { Instant } from '../../kernel/clock.js';
import { formatDateTime, formatFullDate } from '../../kernel/format-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { PillView } from '../../web/components.js';
import { amountOf } from '../views.js';
import type { FileList } from './income-queries.js';
import { incomeFileName } from './income-rules.js';
import type { IncomeFile } from './income-types.js';

export const incomeHref = '/desk/income-files';

/** The files for the income system. */
export interface IncomePage {
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly council: string;
    readonly day: string;
    readonly count: string;
    readonly taken: string;
    readonly back: string;
    readonly state: PillView;
  }[];
  readonly moreHref: string | undefined;
}

export function incomePage(
  { items, nextCursor }: FileList,
  { nameOf, now }: { readonly nameOf: (id: AuthorityId) => string; readonly now: Instant },
): IncomePage {
  return {
    rows: items.map((file) => ({
      ...{ name: incomeFileName(file), href: `${incomeHref}/${file.id}/csv`, council: nameOf(file.authorityId) },
      ...{ day: formatFullDate(file.dayOn), count: String(file.lineCount), taken: amountOf(file.takenPence) },
      ...{ back: amountOf(file.givenBackPence), state: stateOf(file, now) },
    })),
    moreHref: nextCursor === null ? undefined : `${incomeHref}?cursor=${nextCursor}`,
  };
}

function stateOf({ writtenAt }: IncomeFile, now: Instant): PillView {
  if (writtenAt === null) return { text: 'Not in its folder yet', tone: 'warning' };
  return { text: `Written ${formatDateTime(writtenAt, { now })}`, tone: 'good' };
}
