import { councilKeys } from './authorities.js';
import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { readHeritages } from './names/heritages.js';
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

/** How many people each council has in each role, showcase people included. */
const establishment: readonly (readonly [DemoRole, string, number])[] = [
  ['adviser', 'Customer adviser', 6],
  ['officer', 'Service officer', 5],
  ['team-leader', 'Team leader', 1],
  ['knowledge-editor', 'Knowledge editor', 1],
  ['analyst', 'Performance analyst', 1],
  ['administrator', 'Systems administrator', 1],
  ['data-protection-officer', 'Data protection officer', 1],
];

/** Everyone who works for the four councils: every role in each, about sixty people. */
export function buildStaff(random: Random, teams: readonly DemoTeam[], startAt: Instant): DemoStaff[] {
  const staff: DemoStaff[] = [];
  const names = staffNames(random);
  for (const authorityKey of councilKeys) {
    const own = teams.filter((team) => team.authorityKey === authorityKey);
    for (const [role, jobTitle, count] of establishment) {
      const named = showcaseStaff.filter((each) => each[2] === authorityKey && each[3] === role);
      const people = [
        ...named,
        ...Array.from({ length: count - named.length }, () => names(authorityKey, role, jobTitle)),
      ];
      people.forEach((person, index) => {
        const fromOn = addDays(localDateAt(startAt), -random.whole(420, 4200));
        staff.push(staffMember(person, staff.length, fromOn, teamsOf(role, own, index)));
      });
    }
  }
  spreadOfficers(staff, teams);
  return staff;
}

function staffMember(person: Showcase, serial: number, fromOn: LocalDate, teamKeys: string[]): DemoStaff {
  const [givenName, familyName, authorityKey, role, jobTitle] = person;
  const signInName = `${givenName}.${familyName}`
    .normalize('NFD')
    .replace(/[^A-Za-z.-]/g, '')
    .toLowerCase();
  return {
    key: signInName,
    signInName,
    givenName,
    familyName,
    jobTitle,
    email: `${signInName}@${authorityKey}.example`,
    phone: `+441632960${100 + serial}`,
    employerKey: authorityKey,
    roles: [{ authorityKey, role, fromOn }],
    teamKeys,
    showcase: showcaseStaff.includes(person),
  };
}

function staffNames(random: Random): (authorityKey: DemoAuthorityKey, role: DemoRole, jobTitle: string) => Showcase {
  const heritages = readHeritages();
  const choose = weightedChooser(heritages.map((heritage) => [heritage, heritage.perThousand] as const));
  const used = new Set(showcaseStaff.map(([givenName, familyName]) => `${givenName} ${familyName}`));
  return (authorityKey, role, jobTitle) => {
    for (;;) {
      const heritage = choose(random);
      const sex = random.chance(0.62) ? 'woman' : 'man';
      const givenName = random.pickCommon(heritage.givenNames(sex, random.whole(1960, 2002)));
      const familyName = random.pick(heritage.surnames);
      if (used.has(`${givenName} ${familyName}`)) continue;
      used.add(`${givenName} ${familyName}`);
      return [givenName, familyName, authorityKey, role, jobTitle];
    }
  };
}

/** Advisers and team leaders sit in the contact centre; the others begin in a team of their own council. */
function teamsOf(role: DemoRole, own: readonly DemoTeam[], index: number): string[] {
  const contactCentre = own.find((team) => team.key === 'contact-centre');
  if (role === 'adviser' || role === 'team-leader') return contactCentre ? [contactCentre.key] : [];
  if (role !== 'officer') return [];
  const backOffice = own.filter((team) => team !== contactCentre);
  return backOffice.length > 0 ? [itemAt(backOffice, index % backOffice.length).key] : [];
}

/** Gives every team at least one officer of its own council: the one with the fewest teams so far. */
function spreadOfficers(staff: DemoStaff[], teams: readonly DemoTeam[]): void {
  for (const team of teams) {
    const own = staff.filter((person) => person.employerKey === team.authorityKey);
    if (own.some((person) => person.teamKeys.includes(team.key))) continue;
    const officers = own.filter((person) => person.roles.some(({ role }) => role === 'officer'));
    officers.sort((one, other) => one.teamKeys.length - other.teamKeys.length);
    officers[0]?.teamKeys.push(team.key);
  }
}
