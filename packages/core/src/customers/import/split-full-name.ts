/** A person's name in its parts, as far as one line of text tells them. */
export interface NameParts {
  readonly title?: string;
  readonly firstName?: string;
  readonly middleNames?: string;
  readonly lastName: string;
}

const TITLES = new Set(
  'mr mrs miss ms mx dr prof professor rev reverend sir dame lord lady cllr councillor master fr sr'.split(' '),
);
/** Small words that begin a family name: van der Berg, de la Tour, ap Rhys. */
const PARTICLES = new Set('van von der den de del della di da dos du la le al el bin ibn ap ab ferch st'.split(' '));

/**
 * Parts "Dr Ada Mary Byron" and "Byron, Ada Mary". Which part is the family name isn't written in a name, so this
 * follows what British records do, and files with separate columns are better.
 */
export function splitFullName(fullName: string): NameParts {
  const comma = fullName.indexOf(',');
  if (comma > 0) return familyNameFirst(fullName.slice(0, comma).trim(), words(fullName.slice(comma + 1)));
  const { title, names } = withoutTitle(words(fullName));
  if (names.length < 2) return parts(title, [], names[0] ?? fullName.trim());
  let last = names.length - 1;
  while (last > 1 && PARTICLES.has((names[last - 1] ?? '').toLowerCase())) last -= 1;
  return parts(title, names.slice(0, last), names.slice(last).join(' '));
}

function familyNameFirst(lastName: string, rest: readonly string[]): NameParts {
  const { title, names } = withoutTitle(rest);
  return parts(title, names, lastName);
}

function withoutTitle(names: readonly string[]): { title?: string; names: readonly string[] } {
  const [first = '', ...others] = names;
  if (!TITLES.has(first.toLowerCase().replace('.', '')) || others.length === 0) return { names };
  return { title: first.replace('.', ''), names: others };
}

function parts(title: string | undefined, given: readonly string[], lastName: string): NameParts {
  const [firstName, ...middle] = given;
  return {
    ...(title === undefined ? {} : { title }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(middle.length === 0 ? {} : { middleNames: middle.join(' ') }),
    lastName,
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
