import { formatFullDate } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { CaseContent } from '../wire/message.js';

/** What was sent, line by line under the names that people know. `whose` are reference and service. */
export function contentLines(
  content: CaseContent,
  { whose }: { readonly whose: 'ours' | 'theirs' },
): { readonly label: string; readonly value: string }[] {
  const { terms, lat, long } = content;
  const lines: [string, string | undefined][] = [
    [whose === 'ours' ? 'Our reference' : 'Their reference', content.service_request_id],
    [whose === 'ours' ? 'Our service' : 'Their service', content.service_name],
    ['Title', content.title],
    ['Logged', formatFullDate(localDateAt(Date.parse(content.requested_datetime)))],
    ['What was said', content.description],
    ['Place', content.address],
    ['Point', lat === undefined || long === undefined ? undefined : `${lat.toFixed(5)}, ${long.toFixed(5)}`],
    ['Name', content.name],
    ['Telephone', content.phone],
    ['Email', content.email],
    ['Note', content.note],
    ['Files', content.files?.map(({ name }) => name).join(', ')],
    ['Lawful basis', terms.lawful_basis],
    ['Why it is shared', terms.purpose],
  ];
  return lines.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

/** The same as one note on the case that it becomes; as long as a note may be. */
export function contentText(content: CaseContent): string {
  const text = contentLines(content, { whose: 'theirs' }).map(({ label, value }) => `${label}: ${value}`);
  return ['Handed over by another council', ...text].join('\n').slice(0, 10_000);
}
