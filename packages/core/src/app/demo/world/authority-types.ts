import type { LocalDate } from '../../../kernel/clock.js';

/** The councils that began the partnership; most of the demo's past is theirs. */
export type DemoFounderKey = 'westmoor' | 'dunmere' | 'elmfold' | 'castlebridge';
/** Those that joined since: two districts, two unitaries and two joint bodies. */
export type DemoJoinerKey = 'larkbourne' | 'kelderwick' | 'tarnsea' | 'havenhurst' | 'joint-waste' | 'tarrow-fells';
export type DemoAuthorityKey = DemoFounderKey | DemoJoinerKey;
/** The partnership is itself an authority, so that nothing is without one. */
export type DemoOwnerKey = DemoAuthorityKey | 'partnership';
export type DemoTier = 'county' | 'district' | 'unitary' | 'joint' | 'partnership';

export interface DemoAuthority {
  key: DemoOwnerKey;
  name: string;
  shortName: string;
  /** Begins references that people quote, two capitals. */
  prefix: string;
  tier: DemoTier;
  /** Invented, in the shape of a GSS code; a joint body has none. */
  gssCode?: string;
  /** The county that a district lies in. */
  parentKey?: DemoAuthorityKey;
  /** `#rrggbb`. */
  brandColour: string;
  bankHolidayNation: 'england-and-wales';
  languages: ('en' | 'cy')[];
  lines: DemoLine[];
  openingHours: DemoOpeningHours[];
  website: string;
  email: string;
}

/** A number that people call; which one they called says who they think they are talking to. */
export interface DemoLine {
  key: string;
  /** E.164. */
  number: string;
  /** As printed on letters. */
  display: string;
  label: string;
  /** Greeting that the adviser reads out. */
  answerAs: string;
}

export interface DemoOpeningHours {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** Minutes past local midnight. */
  opensAtMinute: number;
  closesAtMinute: number;
}

/** A team of one authority; each council has its own `waste`. */
export interface DemoTeam {
  /** As services' routing names it. */
  key: string;
  name: string;
  authorityKey: DemoAuthorityKey;
  /** What the team owns, in the words of the directory. */
  purpose: string;
}

export type DemoRole =
  'adviser' | 'officer' | 'team-leader' | 'knowledge-editor' | 'analyst' | 'administrator' | 'data-protection-officer';

export interface DemoStaff {
  key: string;
  /** What they type to sign in. */
  signInName: string;
  givenName: string;
  familyName: string;
  jobTitle: string;
  email: string;
  /** E.164. */
  phone: string;
  employerKey: DemoAuthorityKey;
  roles: DemoStaffRole[];
  /** Teams of the employer. */
  teamKeys: string[];
  /** Named in the docs as one to try. */
  showcase: boolean;
}

/** A role at an authority, from a date. */
export interface DemoStaffRole {
  authorityKey: DemoAuthorityKey;
  role: DemoRole;
  fromOn: LocalDate;
}
