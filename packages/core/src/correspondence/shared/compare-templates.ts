import type { Difference } from '../../authorities/index.js';
import { languageNames } from '../message-words.js';
import { languages, type MessageTemplate } from '../types.js';

type Compared = Pick<MessageTemplate, 'words' | 'enabled'>;
const parts = { subject: 'subject', body: 'message', text: 'text message' } as const;

/** What differs between two templates, by language and part. */
export function compareTemplates(was: Compared, is: Compared): Difference[] {
  const words = languages.flatMap((language) =>
    (Object.keys(parts) as (keyof typeof parts)[]).map((part) => ({
      label: `${languageNames[language]} ${parts[part]}`,
      was: was.words[language]?.[part] ?? '',
      is: is.words[language]?.[part] ?? '',
    })),
  );
  const inUse = { label: 'Whether it is used', was: usedText(was), is: usedText(is) };
  return [...words, inUse].filter((each) => each.was !== each.is);
}

const usedText = ({ enabled }: Compared): string => (enabled ? 'In use' : 'Off: nothing is sent');
