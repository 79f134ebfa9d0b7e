import { schemes, type Preferences } from './types.js';

/** Reads what is stored; whatever is missing or unknown takes its default. */
export function readPreferences(stored: Readonly<Record<string, unknown>>): Preferences {
  const scheme = schemes.find((each) => each === stored['scheme']) ?? 'auto';
  return { scheme, shortcuts: stored['shortcuts'] === 'off' ? 'off' : 'on' };
}
