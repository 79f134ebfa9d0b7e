import { z } from 'zod';
import { createCustomer, listCustomers } from '../../customers/index.js';
import {
  identifyCustomer,
  identityQuestions,
  levelProvedBy,
  namePlace,
  recordIdentityCheck,
  type IdentityQuestion,
} from '../../interactions/index.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route } from '../../kernel/route.js';
import { findPostcodeIn } from './postcode-in.js';
import { CallParams, callHref, ShownParts, withoutWho } from './call-address.js';
import { maybeIdField, typedFields, versionedFields } from './form-fields.js';
import { readInteraction, type Context } from './read-call.js';
import { findPlaces } from './read-finding.js';
import { showCall, tryOn, type Refusal } from './show-call.js';
import { placeChoices } from './views-find.js';

const CheckForm = versionedFields.extend({
  questions: z
    .union([z.enum(identityQuestions), z.array(z.enum(identityQuestions))])
    .optional()
    .transform((asked): IdentityQuestion[] => (asked === undefined ? [] : [asked].flat())),
  result: z.enum(['passed', 'failed']),
});

const NewCustomerForm = versionedFields.extend({
  firstName: optional(line(100)),
  lastName: optional(line(100)),
  telephone: optional(line(40)),
  address: optional(line(200)),
  placeId: maybeIdField,
  confirmedNew: z.literal('yes').optional(),
});

/** Who is in touch, and about which property. */
export const whoRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/customer',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields.extend({
      customerId: z.union([z.literal('').transform(() => null), uuidField]),
      representationId: maybeIdField,
    }),
    handle: async (context) => {
      const { id } = context.params;
      const { version, customerId, representationId } = context.body;
      const input = { id, expectedVersion: version, customerId, representationId };
      const work = () => context.run(identifyCustomer, input);
      return await goOn(context, work);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/place',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields.extend({ placeId: z.union([z.literal('').transform(() => null), uuidField]) }),
    handle: async (context) => {
      const { id } = context.params;
      const { version, placeId } = context.body;
      return await goOn(context, () => context.run(namePlace, { id, expectedVersion: version, placeId }));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/check',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: CheckForm,
    handle: async (context) => {
      const { id } = context.params;
      const { version, questions, result } = context.body;
      const level = levelProvedBy(questions);
      const check = { id, expectedVersion: version, questions, passed: result === 'passed' };
      // With too few questions there is no level to prove: the command says how many it takes.
      const work = () => context.run(recordIdentityCheck, { ...check, level: level === 'none' ? 'basic' : level });
      return await goOn(context, work);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/new-customer',
    permission: 'customers.create',
    params: CallParams,
    query: ShownParts,
    body: NewCustomerForm,
    handle: (context) => addCustomer(context, context.params.id, context.query, context.body),
  }),
];

type CallContext = Context & { readonly params: { readonly id: string }; readonly query: ShownParts };

/** Does the work and goes back to the call; what was refused is said there. */
async function goOn(context: CallContext, work: () => Promise<unknown>): Promise<Reply> {
  const tried = await tryOn(typedFields(context.body), work);
  const { id } = context.params;
  if ('refusal' in tried) return await showCall(context, id, context.query, tried.refusal);
  return redirect(callHref(id, withoutWho(context.query)));
}

/** Puts the caller on record and names them in the contact. Asks when somebody like them, or several addresses, are known. */
async function addCustomer(
  context: Context,
  id: string,
  shown: ShownParts,
  form: z.output<typeof NewCustomerForm>,
): Promise<Reply> {
  const { authorityId } = await readInteraction(context, id);
  const typed = typedFields(context.body);
  const address = await readAddress(context, form);
  if ('offers' in address) return await showCall(context, id, shown, { ...address, typed });
  const tried = await tryOn(typed, async () => {
    const created = await context.run(createCustomer, {
      authorityId,
      ...(form.firstName ? { firstName: form.firstName } : {}),
      ...(form.lastName ? { lastName: form.lastName } : {}),
      telephones: form.telephone ? [form.telephone] : [],
      ...address,
      confirmedNew: form.confirmedNew === 'yes',
    });
    return await context.run(identifyCustomer, { id, expectedVersion: form.version, customerId: created.id });
  });
  if (!('refusal' in tried)) return redirect(callHref(id, withoutWho(shown)));
  const { error } = tried;
  const faults = tried.refusal.faults.map((fault) => ({
    ...fault,
    field: fault.field.replace(/^telephones.*/, 'telephone'),
  }));
  if (error.code !== 'likely_duplicate') return await showCall(context, id, shown, { ...tried.refusal, faults });
  const ids = candidateIds(error.facts['candidates']);
  const alike = await context.read(listCustomers, { ids });
  return await showCall(context, id, shown, { ...tried.refusal, offers: { alike, addresses: [] } });
}

function candidateIds(candidates: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(candidates) ? candidates : [];
  return list.map((each) => (each as { readonly id: string }).id);
}

type AddressInput = { placeId: string } | { line: string; postcode?: string };

/** One address of the gazetteer is taken, several are offered, and what matches none is kept as it was written. */
async function readAddress(
  context: Context,
  { address, placeId }: z.output<typeof NewCustomerForm>,
): Promise<{ readonly address?: AddressInput } | Refusal> {
  if (placeId) return { address: { placeId } };
  if (!address) return {};
  const found = await findPlaces(context, address);
  const [only, ...others] = found.places;
  if (only && others.length === 0) return { address: { placeId: only.id } };
  if (only) {
    const fault = { field: 'address', message: 'Choose the address below, or write it in full' };
    return { faults: [fault], offers: { alike: [], addresses: placeChoices(found) } };
  }
  return { address: findPostcodeIn(address) };
}
