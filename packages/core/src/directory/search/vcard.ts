import type { PersonCard } from './cards.js';

/** Octets of a line before it is folded (RFC 6350, 3.2). */
const longestLine = 75;

/** A person's card for an address book (RFC 6350, vCard 4.0). */
export function vcardOf({ record, teams }: PersonCard, council: string): string {
  const words = record.name.split(' ');
  const family = words.length > 1 ? (words.at(-1) ?? '') : '';
  const given = words.length > 1 ? words.slice(0, -1).join(' ') : record.name;
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:individual',
    `UID:urn:uuid:${record.id}`,
    `FN:${escaped(record.name)}`,
    `N:${escaped(family)};${escaped(given)};;;`,
    `ORG:${[council, ...teams.slice(0, 1).map(({ name }) => name)].map(escaped).join(';')}`,
    ...(record.jobTitle ? [`TITLE:${escaped(record.jobTitle)}`] : []),
    ...(record.telephone ? [`TEL;VALUE=uri;TYPE="voice,work":${telephoneUri(record.telephone)}`] : []),
    ...(record.email ? [`EMAIL;TYPE=work:${escaped(record.email)}`] : []),
    ...(record.responsibilities.length > 0 ? [`NOTE:${escaped(record.responsibilities.join('\n'))}`] : []),
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** For a link that calls (RFC 3966); an extension stays apart. */
export function telephoneUri(telephone: string): string {
  const [, number = '', extension = ''] = /^(.*?)(?:(?:x|ext\.?)\s*(\d+))?$/i.exec(telephone.trim()) ?? [];
  const digits = number.replace(/[^\d+]/g, '');
  return `tel:${digits}${extension === '' ? '' : `;ext=${extension}`}`;
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Long lines go on after a space, never inside a letter. */
function folded(line: string): string {
  let made = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > longestLine) {
      made += '\r\n ';
      octets = 1;
    }
    made += letter;
    octets += size;
  }
  return made;
}
