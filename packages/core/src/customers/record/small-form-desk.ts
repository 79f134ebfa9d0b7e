import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import {
  aboveCustomer,
  formPage,
  questionsOf,
  typedIn,
  type LinksFor,
  type Question,
  type Typed,
} from './form-page.js';
import { getCustomer } from '../queries.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { CustomerRecord } from '../types.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** A form of a few questions about one part of a customer's record. */
export interface SmallForm<I extends z.ZodType> {
  /** After the customer's address: `contact-points`. */
  readonly path: string;
  readonly heading: string;
  readonly lead?: string;
  readonly buttonText: string;
  /** Said on the customer's page afterwards. */
  readonly said: string;
  readonly command: Command<I, unknown>;
  questions(ask: ReturnType<typeof questionsOf>, customer: CustomerRecord): readonly Question[];
  /** What the form holds when it is opened. */
  begin?(customer: CustomerRecord): Readonly<Record<string, string>>;
  /** Sent back with the form, unseen. */
  hidden?(customer: CustomerRecord): Readonly<Record<string, string>>;
  readonly links?: LinksFor;
  input(context: Context, typed: Typed, id: string): unknown;
}

/** The page of a small form, and where it posts. */
export function smallFormRoutes<I extends z.ZodType>(form: SmallForm<I>): readonly Route[] {
  const at = {
    path: `/desk/customers/:id/${form.path}`,
    permission: 'customers.edit',
    params: z.strictObject({ id: uuidField }),
  };
  const ask = deskRoute({
    ...at,
    method: 'get',
    handle: (context) =>
      openOrAsk(context, context.params.id, (customer) => show(context, form, customer, form.begin?.(customer) ?? {})),
  });
  const answer = deskRoute({
    ...at,
    method: 'post',
    handle: async (context) => {
      const { id } = context.params;
      const typed = typedIn(context.body);
      const done = await attempt(context, form, await form.input(context, typed, id));
      if (done.ok) return redirect(`/desk/customers/${id}`, { say: form.said });
      return show(context, form, await context.read(getCustomer, { id }), typed, done);
    },
  });
  return [ask, answer];
}

interface Refused {
  readonly ok: false;
  readonly faults: readonly FieldFault[];
  /** Other than 422. */
  readonly status?: number;
}

/** Another change in between is told on the form, which then carries the newer version. */
async function attempt<I extends z.ZodType>(
  context: Context,
  form: SmallForm<I>,
  input: unknown,
): Promise<{ ok: true } | Refused> {
  try {
    return await context.attempt(form.command, input);
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return {
      ok: false,
      status: error.status,
      faults: [{ field: '', message: 'Somebody changed this customer meanwhile. Check, and save again' }],
    };
  }
}

async function show<I extends z.ZodType>(
  context: Context,
  form: SmallForm<I>,
  customer: CustomerRecord,
  typed: Typed,
  { faults, status }: Pick<Refused, 'faults' | 'status'> = { faults: [] },
): Promise<Reply> {
  return formPage(context, {
    heading: form.heading,
    above: aboveCustomer(customer),
    ...(form.lead === undefined ? {} : { lead: form.lead }),
    action: `/desk/customers/${customer.id}/${form.path}`,
    hidden: form.hidden?.(customer) ?? {},
    faults,
    links: (await form.links?.(context, customer, typed, faults)) ?? [],
    questions: form.questions(questionsOf(typed, faults), customer),
    buttonText: form.buttonText,
    ...(status === undefined ? {} : { status }),
  });
}
