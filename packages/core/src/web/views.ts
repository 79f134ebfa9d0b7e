import type { Link } from './shell.js';

/** A page that says what went wrong: what happened, then what the reader can do. */
export interface ErrorView {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly title: string;
  readonly whatHappened: string;
  /** Steps in words, or links. */
  readonly whatYouCanDo: readonly (string | Link)[];
  /** Finds the failure in the log. */
  readonly reference?: string;
}
