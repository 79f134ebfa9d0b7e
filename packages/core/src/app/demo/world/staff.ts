import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { demoAuthorities, memberKeys } from './authorities.js';
import { isJoiner } from './joiners.js';
import { latinLetters } from './latin-letters.js';
import { readHeritages } from './names/heritages.js';
import { surnameFor } from './names/name-customs.js';
import { officerPosts } from './officer-posts.js';
import { itemAt, weightedChooser, type Random } from './random.js';
import type { DemoAuthorityKey, DemoRole, DemoStaff, DemoTeam } from './types.js';

/** Somebody that the docs name: who, what they do, where. */
type Showcase = readonly [
  givenName: string,
  familyName: string,
  authorityKey: DemoAuthorityKey,
  role: DemoRole,
  jobTitle: string,
];

/** One person to sign in as for each role, and an adviser at each council. */
export const showcaseStaff: readonly Showcase[] = [
  ['Priya', 'Nair', 'westmoor', 'adviser', 'Customer adviser'],
  ['Tom', 'Beddoes', 'dunmere', 'adviser', 'Customer adviser'],
  ['Carys', 'Pritchard', 'elmfold', 'adviser', 'Customer adviser (Welsh)'],
  ['Kwame', 'Mensah', 'castlebridge', 'adviser', 'One-stop shop adviser'],
  ['Janet', 'Oakley', 'dunmere', 'officer', 'Waste operations officer'],
  ['Imran', 'Malik', 'westmoor', 'officer', 'Highways inspector'],
  ['Sian', 'Vaughan', 'westmoor', 'team-leader', 'Contact centre team leader'],
  ['Grace', 'Adeyemi', 'castlebridge', 'knowledge-editor', 'Knowledge editor'],
  ['Piotr', 'Nowak', 'westmoor', 'analyst', 'Performance analyst'],
  ['Helen', 'Tranter', 'westmoor', 'administrator', 'Systems administrator'],
  ['David', 'Okonkwo', 'dunmere', 'data-protection-officer', 'Data protection officer'],
];

/** How many people each council has in each role but officers, showcase people included. */
const establishment: readonly (readonly [role: DemoRole, jobTitle: string, count: number])[] = [
  ['adviser', 'Customer adviser', 6],
  ['team-leader', 'Team leader', 1],
  ['knowledge-editor', 'Knowledge editor', 1],
  ['analyst', 'Performance analyst', 1],
  ['administrator', 'Systems administrator', 1],
  ['data-protection-officer', 'Data protection officer', 1],
];

const advisersOfJoiner = 2;

/** A post to be filled. */
interface Post {
  authorityKey: DemoAuthorityKey;
  role: DemoRole;
  jobTitle: string;
  teamKeys: string[];
}

/** Everyone of the ten members who signs in: every role in each, about a hundred and thirty people. */
export function buildStaff(random: Random, teams: readonly DemoTeam[], startAt: Instant): DemoStaff[] {
  const posts = memberKeys.flatMap((authorityKey) => postsAt(authorityKey, teams));
  const drawName = nameDrawer(random);
  const waiting = new Set(showcaseStaff);
  return posts.map((post, serial) => {
    const named = [...waiting].find((each) => fits(each, post));
    if (named) waiting.delete(named);
    const fromOn = addDays(localDateAt(startAt), -random.whole(420, 4200));
    return staffMember(named ?? drawName(post), post, serial, fromOn);
  });
}

function postsAt(authorityKey: DemoAuthorityKey, teams: readonly DemoTeam[]): Post[] {
  const own = teams.filter((team) => team.authorityKey === authorityKey);
  const contactCentre = own.filter(({ key }) => key === 'contact-centre').map(({ key }) => key);
  const inRole = establishment.flatMap(([role, jobTitle, count]): Post[] => {
    const teamKeys = role === 'adviser' || role === 'team-leader' ? contactCentre : [];
    const posts = isJoiner(authorityKey) ? Math.min(count, advisersOfJoiner) : count;
    return Array.from({ length: posts }, () => ({ authorityKey, role, jobTitle, teamKeys: [...teamKeys] }));
  });
  const officers = officerPosts(own).map((post): Post => ({ authorityKey, role: 'officer', ...post }));
  return [...inRole, ...officers];
}

/** Officers are placed by the title of their post, the others by their role. */
function fits([, , authorityKey, role, jobTitle]: Showcase, post: Post): boolean {
  if (post.authorityKey !== authorityKey || post.role !== role) return false;
  return role !== 'officer' || post.jobTitle === jobTitle;
}

function staffMember(person: Showcase, { teamKeys }: Post, serial: number, fromOn: LocalDate): DemoStaff {
  const [givenName, familyName, authorityKey, role, jobTitle] = person;
  const signInName = `${latinLetters(givenName)}.${latinLetters(familyName)}`;
  return {
    key: signInName,
    signInName,
    givenName,
    familyName,
    jobTitle,
    email: `${signInName}@${authorityKey}.example`,
    phone: `+441632960${deskNumber(serial)}`,
    employerKey: authorityKey,
    roles: [{ authorityKey, role, fromOn }],
    teamKeys,
    showcase: showcaseStaff.includes(person),
  };
}

/** Of the second hundred of the drama range; once it is full, of the first what no line has. */
function deskNumber(serial: number): string {
  if (serial < 100) return String(100 + serial);
  const lines = new Set(
    demoAuthorities().flatMap((authority) => authority.lines.map(({ number }) => number.slice(-3))),
  );
  const free = Array.from({ length: 100 }, (_, at) => String(99 - at).padStart(3, '0')).filter(
    (one) => !lines.has(one),
  );
  return itemAt(free, serial - 100);
}

function nameDrawer(random: Random): (post: Post) => Showcase {
  const heritages = readHeritages();
  const choose = weightedChooser(heritages.map((heritage) => [heritage, heritage.perThousand] as const));
  const used = new Set(showcaseStaff.map(([givenName, familyName]) => `${givenName} ${familyName}`));
  return ({ authorityKey, role, jobTitle }) => {
    for (;;) {
      const heritage = choose(random);
      const sex = random.chance(0.62) ? 'woman' : 'man';
      const givenName = random.pickCommon(heritage.givenNames(sex, random.whole(1960, 2002)));
      const familyName = surnameFor(sex, random.pick(heritage.surnames));
      if (used.has(`${givenName} ${familyName}`)) continue;
      used.add(`${givenName} ${familyName}`);
      return [givenName, familyName, authorityKey, role, jobTitle];
    }
  };
}
