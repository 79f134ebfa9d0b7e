import { latinLetters } from './latin-letters.js';
import { itemAt, type Random } from './random.js';

/** Hands out telephone numbers and mail addresses, none twice. Every number is one that Ofcom keeps for drama. */
export interface ContactDetails {
  /** E.164; from 07700 900010 up. Absent once they have all been given. */
  mobile(): string | undefined;
  /** E.164. */
  landline(): string;
  /** An address at a provider that doesn't exist. */
  mail(givenName: string, familyName: string): string;
}

/**
 * Prefixes of a thousand numbers each, from Ofcom's list of numbers for use in TV and radio drama: local ones (no area
 * has 01632), then those of the cities that people have moved from.
 */
const cityPrefixes: readonly string[] = [
  '44113496',
  '44114496',
  '44115496',
  '44116496',
  '44117496',
  '44118496',
  '44121496',
  '44131496',
  '44141496',
  '44151496',
  '44161496',
  '44191498',
  '442079460',
  '442920180',
];

const providers: readonly string[] = [
  'mailbox.example',
  'post.example',
  'webmail.example',
  'fastpost.example',
  'home.example',
];

/** A giver of contact details. The lowest local numbers are the councils' own, so customers' begin at 01632 960200. */
export function contactDetails(random: Random): ContactDetails {
  const mobiles = random.shuffle(numbers('447700900', 10));
  const local = random.shuffle(numbers('441632960', 200));
  const elsewhere = random.shuffle(
    cityPrefixes.flatMap((prefix) => numbers(prefix.length === 8 ? `${prefix}0` : prefix, 0)),
  );
  const mails = new Map<string, number>();
  return {
    mobile: () => mobiles.pop(),
    landline: () => (random.chance(0.6) ? local.pop() : undefined) ?? take(elsewhere),
    mail: (givenName, familyName) => {
      const name = `${latinLetters(givenName) || 'contact'}.${latinLetters(familyName) || 'contact'}`;
      const before = mails.get(name) ?? 0;
      mails.set(name, before + 1);
      return `${name}${before === 0 ? '' : before + 1}@${random.pick(providers)}`;
    },
  };
}

function numbers(prefix: string, first: number): string[] {
  return Array.from({ length: 1000 - first }, (_, index) => `+${prefix}${String(first + index).padStart(3, '0')}`);
}

function take(pool: string[]): string {
  const number = itemAt(pool, pool.length - 1);
  pool.pop();
  return number;
}
