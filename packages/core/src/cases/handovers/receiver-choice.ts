import { listAuthorities, type Authority } from '../../authorities/index.js';
import { availabilityWords, findListed, searchStaff, type Available } from '../../directory/index.js';
import { optional } from '../../kernel/input.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import type { RouteContext } from '../../kernel/route.js';
import { everyAuthority, may, type AuthorityId } from '../../kernel/scope.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import { providersFor, type Passed, type ReceiverInput } from './receivers.js';
import { z } from 'zod';
import { errorAt } from '../../web/form-faults.js';

type Context = RouteContext<unknown, unknown, unknown>;
const shownAtMost = 6;

/** What the address says of the receiver: words to look for, and the one chosen on a card of the directory. */
export const receiverQuery = {
  whom: optional(z.string().trim().max(300)),
  /** `person:<id>`, `team:<id>` */
  to: optional(z.string().max(60)),
};

/** What a form sends: a person or team that was found, or a whole council. */
export const receiverFields = { to: z.string().max(60).default(''), council: z.string().max(12).default('') };

/** Whom somebody may choose to pass something to. */
export interface FoundReceivers {
  readonly words: string;
  readonly found: readonly Available[];
  readonly councils: readonly Authority[];
  /** Those of the councils that may take it over. */
  readonly allowed: ReadonlySet<AuthorityId>;
}

/** Those who deal with what is passed are found by what it is about, before anybody types. */
export async function findReceivers(
  context: Context,
  { whom, to }: { readonly whom?: string | undefined; readonly to?: string | undefined },
  { about, ...passed }: { readonly about: string } & Omit<Passed, 'teamId'>,
): Promise<FoundReceivers> {
  const councils = (await listAuthorities(context.kernel)).filter(({ kind }) => kind === 'authority');
  const db = context.kernel.db.read(everyAuthority);
  const allowed = new Set(await providersFor({ db, now: context.now }, passed)).add(passed.authorityId);
  if (!may(context.visitor.actor, 'directory.read')) return { words: '', found: [], councils, allowed };
  const words = whom ?? (await nameOf(context, to)) ?? about;
  const found = words === '' ? [] : await search(context, words, passed.authorityId, allowed);
  return { words, found: chosenFirst(found, to).slice(0, shownAtMost), councils, allowed };
}

async function nameOf({ kernel }: Context, to: string | undefined): Promise<string | undefined> {
  const chosen = to === undefined ? undefined : readReceiver(to);
  if (chosen === undefined || 'authorityId' in chosen) return undefined;
  return (await findListed(kernel, 'teamId' in chosen ? chosen.teamId : chosen.personId))?.name;
}

/** Nobody takes anything over but for a team. */
const isInTeam = ({ record }: Available): boolean => record.kind === 'team' || record.teams.length > 0;

/** Others than whoever passes it on: those of the council itself, then those of others that may take it over. */
async function search(context: Context, words: string, own: AuthorityId, allowed: ReadonlySet<AuthorityId>) {
  const ours = await context.read(searchStaff, { words, authorityId: own, limit: 50 });
  const { actor } = context.visitor;
  const isOther = ({ record }: Available): boolean => actor.kind !== 'staff' || record.id !== actor.staffId;
  const mayTake = (one: Available): boolean => isInTeam(one) && isOther(one);
  if (allowed.size === 1) return ours.filter(mayTake);
  const everybody = await context.read(searchStaff, { words, limit: 50 });
  const others = everybody.filter(({ record }) => record.authorityId !== own && allowed.has(record.authorityId));
  return [...ours, ...others].filter(mayTake);
}

function chosenFirst(found: readonly Available[], to: string | undefined): Available[] {
  const isChosen = (one: Available): boolean => valueOf(one) === to;
  return [...found.filter(isChosen), ...found.filter((one) => !isChosen(one))];
}

const valueOf = ({ record }: Available): string => `${record.kind}:${record.id}`;

/** `person:<id>`, `team:<id>` or `authority:<number>` as a command takes it; undefined: none of them. */
export function readReceiver(value: string): ReceiverInput | undefined {
  const [kind, id = ''] = value.split(':');
  if (kind === 'person' && isUuid(id)) return { personId: id };
  if (kind === 'team' && isUuid(id)) return { teamId: id };
  return kind === 'authority' && /^\d{1,6}$/.test(id) ? { authorityId: Number(id) } : undefined;
}

/** What was chosen. The first who was found is chosen from the start, so a council that is named comes before them. */
export function chosenReceiver({ to, council }: { to: string; council: string }): ReceiverInput | undefined {
  return readReceiver(council === '' ? to : `authority:${council}`);
}

/** The choice as a form shows it. */
export interface ReceiverChoice {
  readonly words: string;
  /** Where the words are looked for, and what the address keeps meanwhile. */
  readonly find: {
    readonly action: string;
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
  };
  /** Undefined: nobody was found. */
  readonly people: RadiosView | undefined;
  readonly nobody: string;
  readonly council: FieldView;
}

interface ChoiceInput {
  readonly receivers: FoundReceivers;
  readonly find: ReceiverChoice['find'];
  /** Whose case or enquiry it is. */
  readonly authorityId: AuthorityId;
  readonly typed: { readonly to?: string | undefined; readonly council?: string | undefined };
  readonly faults: readonly FieldFault[];
  readonly now: Instant;
}

export function receiverChoice({ receivers, find, authorityId, typed, faults, now }: ChoiceInput): ReceiverChoice {
  const { words, found, councils, allowed } = receivers;
  const nameOfCouncil = (id: AuthorityId): string => councils.find((each) => each.id === id)?.shortName ?? '';
  const items = found.map((one) => {
    const { authorityId: owner, name } = one.record;
    return {
      value: valueOf(one),
      text: owner === authorityId ? name : `${name} (${nameOfCouncil(owner)})`,
      hint: { text: [doesWhat(one), availabilityWords(one.availability, now)].filter(Boolean).join(' · ') },
    };
  });
  const value = typed.to || (typed.council ? '' : (items[0]?.value ?? ''));
  return {
    words,
    find,
    people:
      items.length === 0
        ? undefined
        : {
            name: 'to',
            idPrefix: 'to',
            fieldset: { legend: { text: 'Who takes it over?' } },
            items,
            value,
            errorMessage: errorAt(faults, 'to'),
          },
    nobody:
      words === '' ? '' : `Nobody who may take it over deals with “${words}”. Try other words, or choose a council.`,
    council: {
      control: 'select',
      name: 'council',
      label: { text: items.length > 0 ? 'Or a council, any of its teams' : 'A council, any of its teams' },
      items: [
        { value: '', text: 'None' },
        ...councils
          .filter(({ id }) => allowed.has(id))
          .map(({ id, shortName }) => ({ value: String(id), text: shortName })),
      ],
      value: typed.council ?? '',
      errorMessage: items.length === 0 ? errorAt(faults, 'to') : undefined,
    },
  };
}

function doesWhat({ record }: Available): string {
  return record.kind === 'team'
    ? 'Team'
    : [record.jobTitle, record.responsibilities.slice(0, 3).join(', ')].filter(Boolean).join(', ');
}
