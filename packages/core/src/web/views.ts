import type { Link } from './shell.js';

/** A page that says what went wrong: what happened, then what the reader can do. */
export interface ErrorView {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly title: string;
  readonly whatHappened: string;
  /** Steps in words, or links. */
  readonly whatYouCanDo: readonly (string | Link)[];
  /** What they wrote and could not save, to copy. */
  readonly typed?: readonly string[];
  /** Finds the failure in the log. */
  readonly reference?: string;
}

/** One of the two values of a field that two people changed. */
export interface ConflictChoice {
  /** What the form sends. */
  readonly value: string;
  /** How it reads; nothing prints as "(empty)". */
  readonly text: string;
}

/** Somebody else changed the same fields while a person was editing: nothing of theirs is lost, and they choose. */
export interface ConflictView {
  /** "Somebody changed this customer while you were editing". */
  readonly heading: string;
  /** What is kept without asking, if anything: "Your other changes are kept." */
  readonly lead: string;
  /** Where the choice is posted: the edit's own address. */
  readonly action: string;
  readonly csrfToken: string;
  /** The rest of the edit, to be sent with the choice. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly theirs: ConflictChoice;
    readonly yours: ConflictChoice;
  }[];
  readonly buttonText: string;
  readonly cancel: Link;
}
