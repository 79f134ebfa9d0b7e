import type { MatchableCustomer, MatchableName } from './matchable-customer.js';
import { foldNames, foldNamesApart, foldWords, surnameTails } from '../../kernel/names/fold-words.js';
import { remembered } from '../../kernel/remembered.js';

/** A person's name as it is matched: folded, surnames with and without their beginnings, first names in order. */
export interface NameWords {
  surnames: readonly string[];
  firstNames: readonly string[];
}

const mostSurnames = 3;
const mostFirstNames = 3;
const mostOrganisationWords = 4;
const formsOfAddress = new Set('mr mrs ms miss mx dr prof rev revd sir dame lady lord cllr'.split(' '));
const legalForms = new Set('ltd limited plc llp lp cic cio co company inc the and of'.split(' '));

/** The names of a customer who is a person, the present one first. */
export function personNames(customer: MatchableCustomer): NameWords[] {
  return [customer, ...(customer.otherNames ?? [])].map(nameWords).filter(hasWords);
}

/** The telling words of an organisation's name: "The Quarry Lane Stores Ltd" has quarry, lane and stores. */
export function organisationWords(name: string): string[] {
  const words = foldWords(name);
  const telling = words.filter((word) => !legalForms.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, mostOrganisationWords);
}

/** Typed words without Mrs, Ltd and the like, unless nothing else is there. */
export function tellingNames(words: readonly string[]): string[] {
  const telling = words.filter((word) => !formsOfAddress.has(word) && !legalForms.has(word));
  return telling.length > 0 ? telling : [...words];
}

function nameWords(name: MatchableName): NameWords {
  return { surnames: surnamesIn(name.lastName ?? ''), firstNames: firstNamesIn(name.firstNames ?? '') };
}

const surnamesIn = remembered((lastName): readonly string[] =>
  [...new Set([...foldNames(lastName), ...surnameTails(lastName)])].slice(0, mostSurnames),
);

// Not joined: Ben and Mac are first names too.
const firstNamesIn = remembered((names): readonly string[] =>
  [...new Set(foldNamesApart(names))].slice(0, mostFirstNames),
);

function hasWords(name: NameWords): boolean {
  return name.surnames.length + name.firstNames.length > 0;
}
