import { capitalised } from '../../kernel/capitalised.js';
import type { Identifier } from '../types.js';

/** A register's or number's key as people say it: `council-tax` is "Council tax". */
export function registerWords(key: string): string {
  return capitalised(key.replaceAll('-', ' '));
}

/** The key of what somebody typed: "Council tax" is `council-tax`. */
export function registerKey(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** What a number is called: "Council tax account", and "Company number" or "Blue badge" where the register says it all. */
export function identifierName({ register, type }: Pick<Identifier, 'register' | 'type'>): string {
  const [registered, numbered] = [register.split('-'), type.split('-')];
  const saysItAll = registered.at(-1) === 'number' || numbered.every((word) => registered.includes(word));
  return registerWords(saysItAll ? register : `${register}-${type}`);
}
