import { z } from 'zod';
import { listLines, type Authority, inOrder } from '../authorities/index.js';
import { listHolders } from '../access/index.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import { dateField } from '../kernel/date-field.js';
import type { Reads } from '../kernel/db/database.js';
import { sharedFields } from '../kernel/db/shared-fields.js';
import { badInput, type FieldFault } from '../kernel/errors.js';
import { line, longText, optional, uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { permissionNamed } from '../kernel/permissions.js';
import { everyAuthority } from '../kernel/scope.js';
import { CHANNELS, readPublishedServices } from '../services/index.js';
import { permissions } from './permissions.js';
import {
  abilities,
  agreementKinds,
  holidayKinds,
  priceKinds,
  sharedParts,
  type Agreement,
  type AgreementKind,
  type Price,
  type Terms,
} from './types.js';

const OpenHours = z
  .strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'Let it end after it begins, on the same day');
const Weekly = z.strictObject(
  Object.fromEntries(WEEKDAYS.map((day) => [day, z.array(OpenHours).max(12).default([])])) as Record<
    (typeof WEEKDAYS)[number],
    z.ZodDefault<z.ZodArray<typeof OpenHours>>
  >,
);
export const HoursInput = z.discriminatedUnion(
  'when',
  [
    z.strictObject({ when: z.literal('always') }),
    z.strictObject({ when: z.literal('outside-office-hours') }),
    z.strictObject({
      when: z.literal('weekly'),
      weekly: Weekly,
      onBankHolidays: z.enum(holidayKinds, 'Choose what holds on bank holidays').default('as-usual'),
    }),
  ],
  'Choose when they answer',
);
const pence = z.number().int().min(0).max(100_000_000);
const residents = z.number('Enter a number of residents').int().min(1).max(100_000_000);
const percentage = (fix: string) => z.number(fix).int().min(1, fix).max(100, fix);
const ids = z.array(uuidField).max(500).default([]);

/** The terms of an agreement, and from when until when they hold. */
export const TermsInput = z.strictObject({
  title: line(120, 'what the agreement is called'),
  kind: z.enum(agreementKinds, 'Choose what kind of agreement it is'),
  fromOn: dateField('first day'),
  toOn: optional(dateField('last day')),
  serviceIds: ids,
  lgslIds: z.array(z.number().int().min(1).max(99_999)).max(500).default([]),
  serviceGroups: z.array(line(60)).max(100).default([]),
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length).default([]),
  lineIds: ids,
  hours: HoursInput,
  shares: z.array(z.enum(sharedParts)).max(sharedParts.length).default([]),
  fields: z.array(z.enum(sharedFields)).max(sharedFields.length).optional(),
  abilities: z.array(z.enum(abilities)).max(abilities.length).default([]),
  lawfulBasis: line(300, 'the lawful basis'),
  purpose: longText(2000, 'the purpose'),
  price: z
    .strictObject({
      kind: z.enum(priceKinds, 'Choose how it is paid for'),
      pence: z.number().int().min(0).max(10_000_000_000).optional(),
      capPence: pence.optional(),
      capYearPence: z.number().int().min(0).max(10_000_000_000).optional(),
      minimumPence: pence.optional(),
      residents: residents.optional(),
      allResidents: residents.optional(),
    })
    .prefault({ kind: 'free' }),
  serviceLevel: optional(longText(1000)),
  answerLevel: z
    .strictObject({
      withinSeconds: z.number('Enter a number of seconds').int().min(1).max(3600),
      percent: percentage('Enter how many of a hundred calls'),
      reductionPercent: percentage('Enter by how many per cent a month costs less'),
    })
    .optional(),
  officerIds: z.array(uuidField).max(50).default([]),
  openForHours: z.number().int().min(1).max(168).optional(),
  overflowMinutes: z.number().int().min(1).max(120).optional(),
});
export type TermsInput = z.output<typeof TermsInput>;

export interface ReadTerms {
  readonly title: string;
  readonly kind: AgreementKind;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
  readonly terms: Terms;
}

/** @throws bad_input naming each field that is missing, contradicts another or names what isn't the parties' */
export async function readTerms(
  db: Reads,
  parties: Pick<Agreement, 'receiverId' | 'providerId'>,
  input: TermsInput,
  now: Instant,
): Promise<ReadTerms> {
  const { title, kind, fromOn, toOn = null, ...rest } = input;
  const hours = rest.hours.when === 'weekly' ? { ...rest.hours, weekly: inOrder(rest.hours.weekly) } : rest.hours;
  const terms: Terms = { ...rest, hours };
  const faults = [...faultsIn(input), ...(await strangersIn(db, parties, terms, now))];
  if (faults.length > 0) throw badInput({ faults });
  return { title, kind, fromOn, toOn, terms: kind === 'standing' ? { ...terms, officerIds: [] } : terms };
}

function faultsIn({ kind, fromOn, toOn, hours, shares, abilities: may, price, ...rest }: TermsInput): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (field: string, message: string): void => void faults.push({ field, message });
  if (toOn !== undefined && toOn < fromOn) add('toOn', 'Choose a last day that is not before the first');
  if (hours.when === 'weekly' && WEEKDAYS.every((day) => hours.weekly[day].length === 0))
    add('hours', 'Enter the hours of at least one day');
  if (may.some((one) => one === 'update' || one === 'close') && !shares.includes('cases'))
    add('shares', 'Share cases, or leave out updating and closing them');
  faults.push(...priceFaults(price));
  if (kind === 'standing') return faults;
  if (rest.officerIds.length === 0) add('officerIds', 'Choose at least one person who may open it');
  if (rest.openForHours === undefined) add('openForHours', 'Enter for how many hours at most it is opened');
  if (kind === 'overflow' && rest.overflowMinutes === undefined)
    add('overflowMinutes', 'Enter from how many minutes’ wait on it may be opened');
  return faults;
}

function priceFaults({ kind, pence: amount, minimumPence = 0, ...price }: Price): FieldFault[] {
  const { residents: ours, allResidents: all, capPence: cap = minimumPence } = price;
  const faults: FieldFault[] = [];
  const add = (field: string, message: string): void => void faults.push({ field, message });
  if (kind !== 'free' && amount === undefined) add('price', 'Enter the price');
  if (minimumPence > cap) add('price.minimumPence', 'Enter a least amount that is not more than the most');
  if (kind !== 'by-population') return faults;
  if (ours === undefined)
    add('price.residents', 'Enter how many people live in the area of the council that is served');
  if (all === undefined || all < (ours ?? 0))
    add('price.allResidents', 'Enter how many people live in the areas of all who share the cost, theirs included');
  return faults;
}

/** Services and lines of another council than the receiver, and officers of neither side. */
async function strangersIn(
  db: Reads,
  { receiverId, providerId }: Pick<Agreement, 'receiverId' | 'providerId'>,
  { serviceIds, lineIds, officerIds }: Terms,
  now: Instant,
): Promise<FieldFault[]> {
  const everywhere = db.within(everyAuthority);
  const isOurs = ({ authorityId }: { readonly authorityId: number }): boolean => authorityId === receiverId;
  const services = (await readPublishedServices(everywhere, serviceIds)).filter(isOurs).map(({ id }) => id);
  const lines = lineIds.length === 0 ? [] : (await listLines(everywhere)).filter(isOurs).map(({ id }) => id);
  const officers = officerIds.length === 0 ? [] : await listOfficers(db, [receiverId, providerId], now);
  const unknown = (chosen: readonly string[], known: readonly string[], field: string, message: string) =>
    chosen.every((id) => known.includes(id)) ? [] : [{ field, message }];
  return [
    ...unknown(serviceIds, services, 'serviceIds', 'Choose services of the council that is served'),
    ...unknown(lineIds, lines, 'lineIds', 'Choose lines of the council that is served'),
    ...unknown(officerIds, officers, 'officerIds', 'Choose team leaders or administrators of the two councils'),
  ];
}

/** Who may be named to open an agreement: whoever may do so at either side. */
export async function listOfficers(
  db: Reads,
  authorityIds: readonly Authority['id'][],
  now: Instant,
): Promise<string[]> {
  const activate = permissionNamed(permissions, 'partnerships.activate');
  const everywhere = db.within(everyAuthority);
  const holders = authorityIds.map((id) => listHolders(everywhere, activate, id, localDateAt(now)));
  return [...new Set((await Promise.all(holders)).flat())];
}
