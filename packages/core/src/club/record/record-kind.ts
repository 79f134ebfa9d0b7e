import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { PillView, TableView } from '../../web/components.js';
import type { AppError } from '../../kernel/errors.js';
import type { Fields, GovernanceRecord } from '../types.js';
import type { FieldSpec } from './field-spec.js';

/** A step from one state to another. */
export interface Move {
  readonly from: string;
  readonly event: string;
  readonly to: string;
  /** On the button: "Approve". */
  readonly text: string;
  /** In the history: "Approved". */
  readonly done: string;
  /** It is done with a reason, which the history keeps. */
  readonly needsNote?: boolean;
}

/** What words and rules of a record look up. */
export interface About {
  readonly councils: readonly { readonly id: AuthorityId; readonly shortName: string }[];
  /** Records of other parts that this part's records name. */
  readonly others: Readonly<Record<string, readonly GovernanceRecord[]>>;
  readonly today: LocalDate;
}

/** How a record stands in its list. */
export interface RecordLine {
  readonly title: string;
  readonly about: string;
  readonly pill?: PillView | undefined;
  /** Heading under which it stands; groups come in the order of `groups`. */
  readonly group: string;
}

/**
 * One part of the governance: what its records hold, how they move, and how they read. Commands, pages and the API are
 * the same for all parts.
 */
export interface RecordKind<I extends z.ZodObject = z.ZodObject> {
  /** In addresses: `/desk/partnership/contracts`. */
  readonly part: string;
  readonly table: string;
  /** In the audit and in events: `shared-contract`. */
  readonly subject: string;
  readonly words: {
    readonly one: string;
    readonly many: string;
    readonly add: string;
    /** What the part is for, where it is empty. */
    readonly empty: string;
  };
  readonly input: I;
  readonly fields: readonly FieldSpec[];
  /** Fields that are kept as JSON. */
  readonly json: readonly string[];
  /** The state of a new record comes first. */
  readonly states: Readonly<Record<string, PillView>>;
  readonly moves: readonly Move[];
  /** In which states its fields may be changed. */
  readonly editableIn: readonly string[];
  readonly groups: readonly string[];
  /** What is wrong with the fields as a whole, or with what they name. */
  faultsOf(fields: z.output<I>, about: About, of: GovernanceRecord | undefined): FieldFault[];
  /** Why this person may not move this record so; `authors` wrote or changed what it says, or its evidence. */
  refusalOf?(
    record: GovernanceRecord<z.output<I>>,
    move: Move,
    by: { readonly actor: Actor; readonly authors: readonly string[]; readonly db: Reads },
  ): Promise<AppError | undefined>;
  lineOf(record: GovernanceRecord<z.output<I>>, about: About): RecordLine;
  /** What follows from the fields: shares in pounds, arithmetic. */
  tablesOf?(record: GovernanceRecord<z.output<I>>, about: About): TableView[];
  /** What somebody should look at now. */
  warningOf?(record: GovernanceRecord<z.output<I>>, about: About): string | undefined;
}

/** Checked with the types of its own fields, and then one of many. */
export function defineRecordKind<I extends z.ZodObject>(kind: RecordKind<I>): RecordKind {
  return kind;
}

export const withdrawn = 'withdrawn';
const withdraw = { event: 'withdraw', to: withdrawn, text: 'Withdraw', done: 'Withdrawn', needsNote: true } as const;

/** Records that are there until somebody withdraws them, because they were entered by mistake. */
export const keptRecord = {
  states: { current: { text: 'Current' }, withdrawn: { text: 'Withdrawn' } },
  moves: [{ ...withdraw, from: 'current' }],
  editableIn: ['current'],
} as const satisfies Partial<RecordKind>;

/** From each of these states a record can be withdrawn. */
export function withdrawnFrom(...states: readonly string[]): Move[] {
  return states.map((from) => ({ ...withdraw, from }));
}

export function firstState({ states }: Pick<RecordKind, 'states'>): string {
  return Object.keys(states)[0] ?? 'current';
}

/** The fault of a last day that lies before the first. */
export function orderFaults(
  { fromOn, toOn }: { readonly fromOn: LocalDate; readonly toOn?: LocalDate | undefined },
  field = 'toOn',
): FieldFault[] {
  return toOn !== undefined && toOn < fromOn
    ? [{ field, message: 'Choose a last day that is not before the first' }]
    : [];
}

/** The fault of a council that is not one of the partnership's. */
export function councilFaults(id: AuthorityId, { councils }: About, field = 'councilId'): FieldFault[] {
  return councils.some((council) => council.id === id)
    ? []
    : [{ field, message: 'Choose a council of the partnership' }];
}

export function nameOf(id: AuthorityId, { councils }: About): string {
  return councils.find((council) => council.id === id)?.shortName ?? 'A former member';
}

/** Another part's record that a field names. */
export function otherOf(about: About, part: string, id: unknown): GovernanceRecord | undefined {
  return about.others[part]?.find((record) => record.id === id);
}

/** A text or a number as text; nothing of anything else. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export const textOf = (fields: Fields, name: string): string => plainText(fields[name]);
