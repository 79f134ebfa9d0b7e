import { z } from 'zod';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { getAuthority, getPartnership } from '../known-authorities.js';
import type { Authority } from '../types.js';
import type { Standing } from './standing.js';

/** How contacts are counted and surveyed: a whole number each. */
export const contactKeys = ['repeatContactDays', 'surveyPercent', 'surveyRestDays', 'waitTargetSeconds'] as const;
export type ContactKey = (typeof contactKeys)[number];
export type ContactValues = Readonly<Record<ContactKey, number>>;

interface ContactRule {
  readonly min: number;
  readonly max: number;
  /** What holds where neither the authority nor the partnership chose anything. */
  readonly shipped: number;
  /** "days", "share", "seconds": what is entered. */
  readonly unit: string;
}

export const contactRules: Readonly<Record<ContactKey, ContactRule>> = {
  /** Days within which a repeat contact turns a first-contact resolution into a miss. */
  repeatContactDays: { min: 1, max: 60, shipped: 14, unit: 'days' },
  /** Of finished contacts, how many in a hundred are drawn for the satisfaction survey. */
  surveyPercent: { min: 0, max: 100, shipped: 0, unit: 'share' },
  /** Days for which a customer who was drawn is not drawn again. */
  surveyRestDays: { min: 0, max: 365, shipped: 90, unit: 'days' },
  /** Within how many seconds a call should be answered. */
  waitTargetSeconds: { min: 1, max: 3600, shipped: 60, unit: 'seconds' },
};

/** The same for every setting, or what is made for each. */
export function byContactKey<T>(make: (key: ContactKey) => T): Record<ContactKey, T> {
  // A cast, because the keys of `Object.fromEntries` are any text: they are the settings.
  return Object.fromEntries(contactKeys.map((key) => [key, make(key)])) as Record<ContactKey, T>;
}

const entered = (key: ContactKey) => {
  const { min, max, unit } = contactRules[key];
  const error = `Enter the ${unit} as a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error);
};

/** Settings as they are given: one that is left out follows the partnership. */
export const GivenContacts = z.strictObject(byContactKey((key) => entered(key).optional()));
export type GivenContacts = z.output<typeof GivenContacts>;

const Own = z.strictObject({
  value: z.number().int(),
  /** What the partnership had when ours was last held against it. */
  basedOn: z.number().int().optional(),
});

/** What an authority chose for itself. */
export const OwnContacts = z.strictObject(byContactKey(() => Own.optional()));
export type OwnContacts = z.infer<typeof OwnContacts>;

/** One of the settings as it holds for an authority, and how that stands to the partnership's. */
export interface ContactSetting {
  readonly key: ContactKey;
  readonly value: number;
  readonly standing: Standing;
  /** What holds without a choice of its own: the partnership's; for the partnership, what Moothall comes with. */
  readonly shared: number;
}

type Chosen = Pick<Authority, 'id' | 'settings'>;

/** An authority's contact settings beside the partnership's. */
export function contactSettingsOf(
  authority: Chosen,
  partnership: Chosen,
): Readonly<Record<ContactKey, ContactSetting>> {
  const theirs: OwnContacts = authority.id === partnership.id ? {} : partnership.settings.contacts;
  return byContactKey((key) => {
    const own = authority.settings.contacts[key];
    const shared = theirs[key]?.value ?? contactRules[key].shipped;
    const isBehind = own?.basedOn !== undefined && own.basedOn !== shared;
    return { key, shared, value: own?.value ?? shared, standing: isBehind ? 'behind' : own ? 'ours' : 'shared' };
  });
}

/** The contact settings that hold for an authority. Of authorities kept in memory: no statement. */
export async function readContactSettings(kernel: Kernel, authorityId: AuthorityId): Promise<ContactValues> {
  const settings = contactSettingsOf(await getAuthority(kernel, authorityId), await getPartnership(kernel));
  return byContactKey((key) => settings[key].value);
}

/**
 * What an authority has of its own once these were given. Each remembers what the partnership had; saved as it was it
 * keeps that, unless somebody looked at the change (`seen`).
 */
export function chosenContacts(
  given: GivenContacts,
  {
    before,
    shared,
    seen = [],
  }: {
    readonly before: OwnContacts;
    /** Undefined: it is the partnership itself. */
    readonly shared: ContactValues | undefined;
    readonly seen?: readonly ContactKey[];
  },
): OwnContacts {
  return byContactKey((key) => {
    const value = given[key];
    if (value === undefined) return undefined;
    const isAsItWas = before[key]?.value === value && !seen.includes(key);
    const basedOn = isAsItWas ? before[key]?.basedOn : shared?.[key];
    return { value, ...(basedOn === undefined ? {} : { basedOn }) };
  });
}
