import { z } from 'zod';
import type { AnyCommand } from '../../kernel/capability.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority, may } from '../../kernel/scope.js';
import {
  areaOf,
  correctResponsibility,
  endRule,
  getResponsibilityRule,
  listResponsibilityRules,
  ownersOfArea,
  searchPlaces,
  setResponsibility,
} from '../../places/index.js';
import type { ListedRule } from '../../places/index.js';
import { councilsOf, ownCouncils } from './answering-councils.js';
import { listNamedServices, whoAnswersAt } from './answering-queries.js';
import {
  answeringHref,
  answeringPage,
  ruleFormPage,
  serviceName,
  triedWords,
  type AnsweringFilter,
  type RuleTyped,
  type Tried,
} from './answering-views.js';

const permission = 'places.manage';
const nav = 'who-answers';
const params = z.strictObject({ id: uuidField });
const word = z.string().max(200).default('');
const number = z
  .string()
  .regex(/^\d{0,9}$/)
  .default('');
const Filter = z.strictObject({
  ...{ service: word, authority: number, area: number, ended: word, place: word, tried: word },
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
const answers = { responsibleAuthorityId: word, fromOn: word, toOn: word };
const where = { serviceKey: word, areaAuthorityId: word, ward: word, place: word };
const Version = { version: versionField };

type Context = RouteContext<unknown, unknown, unknown>;
type OfRule = RouteContext<{ readonly id: string }, unknown, unknown>;

const choicesAtMost = 8;

export const answeringRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: answeringHref,
    permission,
    query: Filter,
    handle: async (context) => {
      const { page: number, ...filter } = context.query;
      const { service, authority, area, ended } = filter;
      const wanted = { serviceKey: service, authorityId: authority, areaAuthorityId: area };
      const model = answeringPage({
        ...{ filter, page: number, today: localDateAt(context.now) },
        found: await context.read(listResponsibilityRules, { ...wanted, ended: ended !== '', page: number }),
        services: await context.read(listNamedServices, {}),
        councils: await councilsOf(context),
        tried: await tryPlace(context, filter),
      });
      return page('/services/views/answering', model, { title: 'Who answers where', nav });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${answeringHref}/new`,
    permission,
    query: z.strictObject({ service: word }),
    handle: async (context) => {
      const own = await ownCouncils(context);
      const typed = { ...blank, serviceKey: context.query.service, areaAuthorityId: String(own[0]?.id ?? '') };
      return await showForm(context, { typed });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${answeringHref}/new`,
    permission,
    body: z.strictObject({ ...where, ...answers }),
    handle: async (context) => {
      const typed = context.body;
      const area = await readArea(context, typed);
      if ('faults' in area) return await showForm(context, { typed, faults: area.faults });
      const { serviceKey, responsibleAuthorityId, fromOn, toOn } = typed;
      const input = { area, serviceKey, responsibleAuthorityId, fromOn, toOn };
      const done = await context.attempt(setResponsibility, input);
      if (!done.ok) return await showForm(context, { typed, faults: done.faults.map(atItsBox) });
      return redirect(`${answeringHref}?${new URLSearchParams({ service: serviceKey }).toString()}`, {
        say: 'Rule added',
      });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${answeringHref}/:id`,
    permission,
    params,
    handle: (context) => ofRule(context),
  }),
  deskRoute({
    method: 'post',
    path: `${answeringHref}/:id`,
    permission,
    params,
    body: z.strictObject({ ...answers, ...Version }),
    handle: async (context) => {
      const { version: expectedVersion, ...typed } = context.body;
      const input = { id: context.params.id, expectedVersion, ...typed };
      return await settle(context, correctResponsibility, input, 'Rule put right', { ...blank, ...typed });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${answeringHref}/:id/end`,
    permission,
    params,
    body: z.strictObject({ endsOn: optional(z.string().max(200)), ...Version }),
    handle: (context) => {
      const { endsOn: toOn, version: expectedVersion } = context.body;
      return settle(context, endRule, { id: context.params.id, toOn, expectedVersion }, 'Rule ended');
    },
  }),
];

const blank: RuleTyped = {
  ...{ serviceKey: '', areaAuthorityId: '', ward: '', place: '' },
  ...{ responsibleAuthorityId: '', fromOn: '', toOn: '' },
};

/** What an address and a service come to; undefined: nothing is tried. */
async function tryPlace(context: Context, filter: AnsweringFilter): Promise<Tried | undefined> {
  const { place: text, tried: serviceKey } = filter;
  if (text === '' || serviceKey === '') return undefined;
  const { items } = await context.read(searchPlaces, { text, limit: choicesAtMost });
  const [only, another] = items;
  if (!only) return { say: `No address is like “${text}”. Try its UPRN or postcode.`, rules: [], choices: [] };
  if (another) {
    const choices = items.map(({ line, uprn }) => ({
      text: line,
      href: `${answeringHref}?${new URLSearchParams({ place: uprn ?? line, tried: serviceKey }).toString()}`,
    }));
    return { say: 'Which address?', rules: [], choices };
  }
  const services = await context.read(listNamedServices, {});
  const found = await context.read(whoAnswersAt, { placeId: only.id, serviceKey });
  return triedWords(found, serviceName(serviceKey, services), services, localDateAt(context.now));
}

type TypedArea =
  | { readonly kind: 'place'; readonly placeId: string }
  | { readonly kind: 'ward'; readonly authorityId: string; readonly ward: string }
  | { readonly kind: 'authority'; readonly authorityId: string };

/** Where the rule shall hold, or what is wrong with what was typed. */
async function readArea(
  context: Context,
  { areaAuthorityId: authorityId, ward, place: text }: RuleTyped,
): Promise<TypedArea | { readonly faults: readonly FieldFault[] }> {
  if (text.trim() !== '' && ward.trim() !== '')
    return { faults: [{ field: 'place', message: 'Enter a ward or an address, not both' }] };
  if (ward.trim() !== '') return { kind: 'ward', authorityId, ward };
  if (text.trim() === '') return { kind: 'authority', authorityId };
  const { items } = await context.read(searchPlaces, { text, limit: 2 });
  const [only, another] = items;
  if (only && !another) return { kind: 'place', placeId: only.id };
  const message = only ? 'Several addresses are like that: enter the UPRN' : 'Enter an address of the gazetteer';
  return { faults: [{ field: 'place', message }] };
}

/** What comes of a form; where somebody was faster, what was typed beside the rule as it is now. */
async function settle(
  context: OfRule,
  command: AnyCommand,
  input: object,
  say: string,
  typed?: RuleTyped,
): Promise<Reply> {
  const { id } = context.params;
  const isEnding = typed === undefined;
  try {
    const done = await context.attempt(command, input);
    if (done.ok) return redirect(`${answeringHref}/${id}`, { say });
    const faults = done.faults.map(atItsBox).map((fault) => (isEnding ? { ...fault, field: 'endsOn' } : fault));
    return await ofRule(context, { ...(typed ? { typed } : {}), faults });
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return await ofRule(context, { ...(typed ? { typed } : {}), conflict: error.message });
  }
}

interface Back {
  readonly typed?: RuleTyped;
  readonly faults?: readonly FieldFault[];
  readonly conflict?: string;
}

async function ofRule(context: OfRule, back: Back = {}): Promise<Reply> {
  const rule = await context.read(getResponsibilityRule, { id: context.params.id });
  const kept = { responsibleAuthorityId: String(rule.authorityId), ...daysOf(rule) };
  return await showForm(context, { ...back, typed: back.typed ?? { ...blank, ...kept } }, rule);
}

/** As the hints of the form write days. */
function daysOf({ fromOn, toOn }: ListedRule): Pick<RuleTyped, 'fromOn' | 'toOn'> {
  return { fromOn: formatFullDate(fromOn), toOn: toOn === null ? '' : formatFullDate(toOn) };
}

async function showForm(
  context: Context,
  { typed, faults = [], conflict }: Back & { readonly typed: RuleTyped },
  rule?: ListedRule,
): Promise<Reply> {
  const own = await ownCouncils(context);
  const model = ruleFormPage({
    ...{ rule, typed, faults, conflict, own, today: localDateAt(context.now) },
    services: await context.read(listNamedServices, {}),
    councils: await councilsOf(context),
    mayChange: rule === undefined || (await isOwn(context, rule)),
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
  });
  const status = conflict === undefined ? (faults.length > 0 ? 422 : 200) : 409;
  return page('/services/views/answering-rule', model, { title: model.heading, nav, status });
}

async function isOwn({ kernel, visitor }: Context, rule: ListedRule): Promise<boolean> {
  const ids = await ownersOfArea(kernel.db.read(everyAuthority), kernel, areaOf(rule));
  return ids.some((id) => may(visitor.actor, permission, id));
}

const boxes: Readonly<Record<string, string>> = { authorityId: 'areaAuthorityId', placeId: 'place', ward: 'ward' };

/** What a command says of a field, at the box in which it was typed. */
function atItsBox({ field, message }: FieldFault): FieldFault {
  const name = field.split('.').at(-1) ?? field;
  return { field: boxes[name] ?? name, message };
}
