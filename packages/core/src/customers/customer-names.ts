import { foldNames, foldWords } from '../kernel/names/fold-words.js';
import { remembered } from '../kernel/remembered.js';
import type { CustomerKind } from './types.js';

/** The parts of a customer's name, as given. */
export interface NameParts {
  readonly kind: CustomerKind;
  readonly title?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly middleNames?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly organisationName?: string | null | undefined;
}

/** How a customer is named on every page: "Mrs Joan Prosser", "Quarry Lane Stores". */
export function displayNameOf(name: NameParts): string {
  if (name.kind === 'organisation') return name.organisationName ?? '';
  return [name.title, name.firstName, name.lastName].filter(Boolean).join(' ');
}

/** By which customers stand in lists: folded surname, then first and middle names. */
export function sortNameOf(name: NameParts): string {
  if (name.kind === 'organisation') return foldWords(name.organisationName ?? '').join(' ');
  const given = [name.firstName, name.middleNames].filter(Boolean).join(' ');
  return [joinedSurname(name.lastName ?? ''), foldedWords(given)].filter(Boolean).join(' ');
}

const joinedSurname = remembered((lastName) => foldNames(lastName).join(''));
const foldedWords = remembered((given) => foldWords(given).join(' '));
