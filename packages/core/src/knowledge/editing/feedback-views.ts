import type { Instant } from '../../kernel/clock.js';
import { formatRelative } from '../../kernel/format-time.js';
import { editHref } from './editing-views.js';
import type { Feedback } from './feedback-repository.js';

/** One key says that an article is wrong, another that it is unclear; a note is optional. */
export interface FeedbackForm {
  readonly action: string;
  readonly csrfToken: string;
  /** Where the adviser was. */
  readonly back: string;
}

export function feedbackForm(articleId: string, { csrfToken, back }: Omit<FeedbackForm, 'action'>): FeedbackForm {
  return { action: `/desk/knowledge/articles/${articleId}/feedback`, csrfToken, back };
}

export interface FeedbackPage {
  readonly csrfToken: string;
  readonly items: readonly FeedbackLine[];
}

export interface FeedbackLine {
  readonly title: string;
  readonly href: string;
  readonly problem: string;
  readonly note: string;
  readonly about: string;
  readonly settleAction: string;
  readonly version: number;
}

export function feedbackPage(items: readonly Feedback[], csrfToken: string, now: Instant): FeedbackPage {
  return {
    csrfToken,
    items: items.map((item) => ({
      title: item.articleTitle,
      href: editHref(item.articleId),
      problem: { wrong: 'Wrong', unclear: 'Unclear' }[item.problem],
      note: item.note ?? 'No note',
      about: `${item.givenBy}, ${formatRelative(item.givenAt, { now })}, on version ${item.versionNumber}`,
      settleAction: `/desk/knowledge-editing/feedback/${item.id}/settle`,
      version: item.version,
    })),
  };
}
