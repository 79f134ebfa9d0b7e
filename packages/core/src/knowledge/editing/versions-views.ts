import type { Compared } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { compareArticles } from './compare-articles.js';
import { editHref, editingHref } from './editing-views.js';
import type { SavedVersion } from './versions-repository.js';

/** Everything that was saved of an article, and what two of its versions differ in. */
export interface VersionsPage {
  readonly title: string;
  readonly editHref: string;
  readonly address: string;
  readonly restoreAction: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly versions: readonly VersionLine[];
  readonly compared: Compared | undefined;
}

export interface VersionLine {
  readonly number: number;
  readonly when: string;
  readonly by: string;
  readonly isPublished: boolean;
  readonly isNewest: boolean;
  /** What it changed, against the one before. */
  readonly compareHref: string | undefined;
}

export interface VersionsInput {
  readonly id: string;
  readonly version: number;
  readonly versions: readonly SavedVersion[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly csrfToken: string;
  readonly now: Instant;
}

export function versionsPage({ id, version, versions, from, to, csrfToken, now }: VersionsInput): VersionsPage {
  const address = `${editingHref}/articles/${id}/versions`;
  const numbered = (number: number | undefined): SavedVersion | undefined =>
    versions.find((saved) => saved.number === number);
  const [was, is] = [numbered(from), numbered(to)];
  return {
    title: versions[0]?.content.title ?? '',
    editHref: editHref(id),
    address,
    restoreAction: `${editingHref}/articles/${id}/restore`,
    csrfToken,
    version,
    versions: versions.map((saved, at) => ({
      number: saved.number,
      when: formatDateTime(saved.savedAt, { now }),
      by: saved.savedBy ?? 'From a file',
      isPublished: saved.isPublished,
      isNewest: at === 0,
      compareHref: saved.number > 1 ? `${address}?from=${saved.number - 1}&to=${saved.number}` : undefined,
    })),
    compared:
      was && is
        ? {
            heading: `What changed from version ${was.number} to version ${is.number}`,
            ...{ was: 'Was', is: 'Is', same: 'The two say the same.', isChange: true },
            differences: compareArticles(was.content, is.content),
          }
        : undefined,
  };
}
