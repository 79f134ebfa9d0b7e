import { capitalised } from '../kernel/capitalised.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { UnsentForm } from './drafts.js';

export interface UnsentCard {
  readonly path: string;
  readonly saved: string;
  /** Where "Send it again" posts to; from there the browser goes on to the form's own address. */
  readonly sendAction: string;
  /** A field that has several values comes several times. */
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
}

/** What an expired session was sending. */
export interface UnsentPage {
  readonly csrfToken: string;
  readonly next: string;
  readonly forms: readonly UnsentCard[];
}

export function unsentPage(
  forms: readonly UnsentForm[],
  { csrfToken, next, now }: { csrfToken: string; next: string; now: Instant },
): UnsentPage {
  return {
    csrfToken,
    next,
    forms: forms.map(({ path, fields, savedAt }) => ({
      path,
      saved: formatDateTime(savedAt, { now }),
      sendAction: `/desk/me/unsent/send?path=${encodeURIComponent(path)}`,
      fields: Object.entries(fields).flatMap(([name, value]) =>
        [value].flat().map((one) => ({ name, label: labelOf(name), value: one })),
      ),
    })),
  };
}

/** `answers.binColour` reads "Answers: bin colour". */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .replace(/\./g, ': ')
    .toLowerCase();
  return capitalised(words);
}
