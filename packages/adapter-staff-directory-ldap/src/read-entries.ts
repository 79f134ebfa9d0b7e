import type { DirectoryList, DirectoryPerson } from '@moothall/adapter-sdk';
import type { Entry } from 'ldapts';
import type { Settings } from './settings.js';

const mailAddress = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/**
 * People of entries, in the order of their mail addresses. An entry without a name or an address, or with that of another,
 * is counted and left out: of two that share an address nobody can say which is meant.
 */
export function readEntries(entries: readonly Entry[], { attributes }: Pick<Settings, 'attributes'>): DirectoryList {
  const known = entries.flatMap((entry) => {
    const email = textOf(entry, attributes.email)?.toLowerCase();
    const name = textOf(entry, attributes.name) ?? textOf(entry, 'cn');
    if (email === undefined || email.length > 254 || !mailAddress.test(email) || name === undefined) return [];
    return [{ entry, email, name }];
  });
  const counts = new Map<string, number>();
  for (const { email } of known) counts.set(email, (counts.get(email) ?? 0) + 1);
  const listed = known.filter(({ email }) => counts.get(email) === 1);
  const emails = new Map(listed.map(({ entry, email }) => [normalised(entry.dn), email]));
  const people = listed.map(({ entry, email, name }): DirectoryPerson => {
    const manager = textOf(entry, attributes.manager);
    const managerEmail = manager === undefined ? undefined : emails.get(normalised(manager));
    return {
      ...{ name: name.slice(0, 120), email },
      telephone: textOf(entry, attributes.telephone)?.slice(0, 40) ?? null,
      jobTitle: textOf(entry, attributes.jobTitle)?.slice(0, 200) ?? null,
      managerEmail: managerEmail === undefined || managerEmail === email ? null : managerEmail,
    };
  });
  const shared = [...counts].filter(([, count]) => count > 1).map(([email]) => email);
  return {
    people: people.sort((a, b) => (a.email < b.email ? -1 : 1)),
    leftOut: entries.length - people.length,
    ...(shared.length > 0 ? { shared: shared.sort() } : {}),
  };
}

/** The first value of an attribute, on one line, whatever the case in which the server writes the attribute's name. */
function textOf(entry: Entry, attribute: string): string | undefined {
  const key = Object.keys(entry).find((name) => name.toLowerCase() === attribute.toLowerCase());
  const [value] = key === undefined ? [] : [entry[key]].flat();
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\u0000-\u001f\s]+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** Distinguished names differ in case and in blanks, and mean the same (RFC 4514). */
function normalised(dn: string): string {
  return dn.toLowerCase().replace(/\s*([,=+])\s*/g, '$1');
}
