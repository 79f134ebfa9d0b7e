import type { EntryContent, EntryKind } from './entry-types.js';

/** What each part of an entry is called on pages, in the order in which they stand there. */
export const fieldWords: Readonly<Record<keyof EntryContent, string>> = {
  jobTitle: 'Job title',
  telephone: 'Telephone',
  responsibilities: 'What they deal with',
  lgsl: 'Services (LGSL)',
  covers: 'Places',
  basedAt: 'Based at',
  hours: 'Working hours',
  languages: 'Languages besides English',
  managerId: 'Manager',
  deputyId: 'Deputy',
};

export const personFields = Object.keys(fieldWords) as (keyof EntryContent)[];
const personOnly: readonly (keyof EntryContent)[] = ['jobTitle', 'languages', 'managerId', 'deputyId'];
export const teamFields = personFields.filter((field) => !personOnly.includes(field));

export function fieldsOf(kind: EntryKind): readonly (keyof EntryContent)[] {
  return kind === 'person' ? personFields : teamFields;
}

/** The parts in which two entries differ. */
export function changedFields(before: EntryContent, after: EntryContent): (keyof EntryContent)[] {
  return personFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** Each said once, in the order given; numbers in theirs. */
export function tidied(content: EntryContent): EntryContent {
  return {
    ...content,
    responsibilities: [...new Set(content.responsibilities)],
    lgsl: [...new Set(content.lgsl)].sort((a, b) => a - b),
    covers: [...new Set(content.covers)],
    languages: [...new Set(content.languages)],
  };
}
