import { capitalised } from '../../kernel/capitalised.js';
import { foldWords } from '../../kernel/names/fold-words.js';
import { readSearch } from '../matching/read-search.js';
import { formatTelephone } from '../../kernel/telephone.js';
import { splitFullName } from '../import/split-full-name.js';

/** What the words of a search that found nobody say about a new customer: "joan prosser dm4 2ll" fills three boxes. */
export function prefillFrom(searched: string): Record<string, string> {
  const { telephone, email, postcode, names } = readSearch(searched);
  const nameWords = searched.split(/[\s,]+/).filter((word) => isNameWord(word, names));
  const name = nameWords.length > 0 ? splitFullName(nameWords.map(asName).join(' ')) : undefined;
  return {
    ...(name?.title ? { title: name.title } : {}),
    ...(name?.firstName ? { firstName: name.firstName } : {}),
    ...(name ? { lastName: name.lastName, organisationName: nameWords.map(asName).join(' ') } : {}),
    ...(telephone ? { telephones: formatTelephone(telephone) } : {}),
    ...(email?.includes('.') ? { emails: email } : {}),
    ...(postcode ? { postcode } : {}),
  };
}

function isNameWord(word: string, names: readonly string[]): boolean {
  const folded = foldWords(word).join('');
  return folded !== '' && !/\d/.test(folded) && names.some((name) => name.includes(folded));
}

/** Names typed in small letters, in capitals only where the typist wrote none. */
function asName(word: string): string {
  return word === word.toLowerCase() ? capitalised(word) : word;
}
