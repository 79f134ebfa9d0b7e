import type { AdapterInstance } from './contract.js';

/** Somebody whom a council's own directory lists. What it doesn't say is null, and stays as Moothall has it. */
export interface DirectoryPerson {
  /** At most 120 characters. */
  readonly name: string;
  /** In small letters. It tells people apart: nobody else of the list has it. */
  readonly email: string;
  /** At most 40 characters. */
  readonly telephone: string | null;
  /** At most 200 characters. */
  readonly jobTitle: string | null;
  /** The mail address, in small letters, of whom they answer to: never their own. */
  readonly managerEmail: string | null;
}

/** Everybody whom the directory lists. */
export interface DirectoryList {
  readonly people: readonly DirectoryPerson[];
  /** How many entries have no name or mail address, or share it with another, and are left out. */
  readonly leftOut: number;
  /** Mail addresses, in small letters, that several entries have: nobody can say which is meant. None: left out. */
  readonly shared?: readonly string[];
}

/** More people than this are taken for a filter that chooses too much. */
export const mostDirectoryPeople = 20_000;

/** An adapter of the kind `staff-directory`: lists who works at a council, and changes nothing there. */
export interface StaffDirectoryInstance extends AdapterInstance {
  /**
   * Everybody whom the settings choose, and always all of them: of half a list it would seem that the rest have left.
   *
   * @throws AdapterError; `unreadable_answer` where the list is cut short, or longer than `mostDirectoryPeople`
   */
  listPeople(): Promise<DirectoryList>;
}
