import { z } from 'zod';
import { line } from '../kernel/input.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { LocalDate } from '../kernel/clock.js';
import { OwnContacts } from './variants/contact-settings.js';
import { OwnRetention } from './retention/kept-classes.js';
import type { OpenHours, WorkingCalendar } from './working-calendar.js';

export const authorityTiers = [
  'county',
  'district',
  'unitary',
  'london-borough',
  'metropolitan-borough',
  'combined',
  'partnership',
  'other',
] as const;
export const nations = ['england', 'wales', 'scotland', 'northern-ireland'] as const;

/** Settings that an authority chooses for itself. */
export const AuthoritySettings = z.strictObject({
  /** How its contacts are counted and surveyed, where it chose otherwise than the partnership. */
  contacts: OwnContacts.default({}),
  telephone: z.string().optional(),
  /** For how many years it keeps what, where it chose otherwise than the partnership. */
  retention: OwnRetention.default({}),
});
export type AuthoritySettings = z.infer<typeof AuthoritySettings>;

export const NewAuthority = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,38}$/, 'Use small letters, digits and hyphens, such as westmoor'),
  name: line(120, 'the name'),
  shortName: line(40, 'the short name'),
  kind: z.enum(['authority', 'partnership']).default('authority'),
  tier: z.enum(authorityTiers),
  nation: z.enum(nations),
  gssCode: z
    .string()
    .regex(/^[ENSW]\d{8}$/, 'A GSS code is a letter and eight digits, such as E07000192')
    .optional(),
  /** First part of case references. Letters that can't be misheard or misread. */
  referencePrefix: z.string().regex(/^[A-HJ-NP-Z]{2}$/, 'Use two letters other than I and O'),
  brandColour: z.string().regex(/^#[0-9a-f]{6}$/i, 'Write the colour as # and six hexadecimal digits'),
  parentId: z.number().int().optional(),
  languages: z
    .array(z.enum(['en', 'cy']))
    .min(1)
    .default(['en']),
  settings: AuthoritySettings.prefault({}),
});
export type NewAuthority = z.infer<typeof NewAuthority>;

/** A member body of the installation. */
export interface Authority {
  readonly id: AuthorityId;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  /** `former`: it left, or another followed it; its row stays because the audit speaks of it. */
  readonly kind: 'authority' | 'partnership' | 'former';
  readonly tier: (typeof authorityTiers)[number];
  readonly nation: (typeof nations)[number];
  readonly gssCode: string | null;
  readonly referencePrefix: string;
  readonly brandColour: `#${string}`;
  readonly parentId: AuthorityId | null;
  readonly languages: readonly string[];
  readonly settings: AuthoritySettings;
  /** Who follows it in all of its area and for all services: of one that was merged. */
  readonly followedById: AuthorityId | null;
}

/** A number that customers dial; it decides which authority answers. */
export interface ContactLine {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** E.164 */
  readonly telephone: string;
  readonly name: string;
  /** What the adviser says first. */
  readonly openingWords: string;
}

/** A line as its administrator keeps it. */
export interface KeptLine extends ContactLine {
  readonly version: number;
}

export const calendarKeys = ['office', 'crews'] as const;
export type CalendarKey = (typeof calendarKeys)[number];

/** A day that differs from the week: its hours, or shut. */
export interface CalendarDay {
  readonly on: LocalDate;
  readonly hours: readonly OpenHours[];
  readonly reason: string;
}

/** A calendar as its administrator keeps it. */
export interface KeptCalendar extends StoredCalendar {
  readonly key: CalendarKey;
  readonly name: string;
  /** Whose hours these are: its own, or the partnership's as they stand. */
  readonly hours: 'own' | 'shared';
  /** Of its own. */
  readonly days: readonly CalendarDay[];
  /** Whether the partnership's days that differ hold as well. */
  readonly followsDays: boolean;
  /** Those that do: none of its own is on that day. */
  readonly sharedDays: readonly CalendarDay[];
  /** The partnership's hours. Null: it has none, or this is it. */
  readonly sharedWeekly: StoredCalendar['weekly'] | null;
  /** The partnership has changed its hours since ours were last held against them. */
  readonly behind: boolean;
  /** 0: it has nothing of its own yet. */
  readonly version: number;
}

/** A calendar as it stands in its row. */
export interface CalendarRow {
  readonly key: CalendarKey;
  readonly name: string;
  readonly weekly: StoredCalendar['weekly'] | null;
  readonly keepsBankHolidays: boolean;
  readonly followsDays: boolean;
  readonly base: StoredCalendar['weekly'] | null;
  readonly days: readonly CalendarDay[];
  readonly version: number;
}

export interface StoredCalendar {
  readonly weekly: WorkingCalendar['weekly'];
  readonly keepsBankHolidays: boolean;
}
