import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { notFound, type FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { newId } from '../../kernel/ids.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import {
  apiRoute,
  deskRoute,
  json,
  page,
  redirect,
  type Reply,
  type Route,
  type RouteContext,
} from '../../kernel/route.js';
import { fieldsNotShared } from '../../partnerships/index.js';
import { emptyTextsFor } from './summary-views.js';
import { may } from '../../kernel/scope.js';
import { NewConsent, recordConsent } from '../commands/record-consent.js';
import { withdrawConsent } from '../commands/withdraw-consent.js';
import {
  consentPurposes,
  lawfulBases,
  listConsentsOf,
  type Consent,
  type ConsentPurpose,
  type LawfulBasis,
} from './consents-repository.js';
import { faultLinks, questionsOf, typedIn, type Question, type Typed } from './form-page.js';
import { findCurrent } from '../repository.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import { preferredChannels, type CustomerRecord } from '../types.js';
import { preferredChannelWords } from '../words.js';

type Context = RouteContext<unknown, unknown, unknown>;
const byId = z.strictObject({ id: uuidField });

/** What a customer agreed to: those that hold first. @throws not_found; customer_restricted, reason_needed */
export const listConsents = defineQuery({
  name: 'customers.list-consents',
  permission: 'customers.read',
  input: z.strictObject({ customerId: uuidField }),
  run: async (context, { customerId }): Promise<Consent[]> => {
    const customer = await findCurrent(context.db, customerId);
    if (!customer) throw notFound();
    await refuseUnlessOpen(context, customer);
    context.shown(customer.authorityId, 'customer', [customer.id]);
    return await listConsentsOf(context.db, customer.id);
  },
});

export const purposeWords: Readonly<Record<ConsentPurpose, string>> = {
  survey: 'Being asked how satisfied they were',
  newsletter: 'The council’s newsletter',
  'service-news': 'News of services they use',
  'share-with-partner': 'Sharing with partner councils',
  research: 'Research',
};

const basisWords: Readonly<Record<LawfulBasis, string>> = {
  consent: 'Consent',
  'public-task': 'Public task',
  'legal-obligation': 'Legal obligation',
  contract: 'Contract',
  'vital-interests': 'Vital interests',
};

export interface ConsentsPage {
  readonly heading: string;
  readonly backText: string;
  readonly backHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly consents: readonly {
    readonly title: string;
    readonly about: string;
    readonly evidence: string;
    readonly isOver: boolean;
    readonly withdrawAction: string;
  }[];
  readonly emptyText: string;
  readonly mayEdit: boolean;
  readonly questions: readonly Question[];
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
}

function consentLine(one: Consent, at: string, now: Instant): ConsentsPage['consents'][number] {
  const by = one.channel === null ? '' : ` by ${preferredChannelWords[one.channel].toLowerCase()}`;
  const over =
    one.withdrawnAt === null
      ? ''
      : `Withdrawn ${formatDateTime(one.withdrawnAt, { now })}, told to ${one.withdrawnToName ?? 'Moothall'}`;
  const given = `Given ${formatDateTime(one.givenAt, { now })} to ${one.givenToName ?? 'Moothall'}`;
  const words = `${basisWords[one.lawfulBasis]}, wording ${one.wordingVersion}`;
  return {
    title: `${purposeWords[one.purpose]}${by}`,
    about: [given, words, over].filter(Boolean).join(' · '),
    evidence: one.evidence,
    isOver: one.withdrawnAt !== null,
    withdrawAction: `${at}/consents/${one.id}/withdraw`,
  };
}

async function showConsents(
  context: Context,
  record: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const at = `/desk/customers/${record.id}`;
  const ask = questionsOf(typed, faults);
  const consents = await context.read(listConsents, { customerId: record.id });
  const model: ConsentsPage = {
    heading: `What ${record.displayName} agreed to`,
    backText: record.displayName,
    backHref: at,
    action: `${at}/consents`,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
    consents: consents.map((one) => consentLine(one, at, context.now)),
    emptyText: emptyTextsFor(fieldsNotShared(context.visitor.actor, 'customers.read', record.authorityId)).consents,
    mayEdit: may(context.visitor.actor, 'customers.edit', record.authorityId),
    questions: [
      ask.select('purpose', 'What they agree to', purposeWords, 'Choose'),
      ask.select('lawfulBasis', 'Lawful basis', basisWords, 'Choose'),
      ask.select('channel', 'By which channel', preferredChannelWords, 'Whichever'),
      ask.text('wordingVersion', 'Version of the words read to them', { classes: 'govuk-input--width-20' }),
      ask.longText('evidence', 'How it is known', 'For example said on the telephone, form 2026/114'),
    ],
    faults: faultLinks(faults),
  };
  const status = faults.length > 0 ? 422 : 200;
  return page('/customers/views/consents', model, { title: model.heading, nav: 'customers', status });
}

const ask = deskRoute({
  method: 'get',
  path: '/desk/customers/:id/consents',
  permission: 'customers.read',
  params: byId,
  handle: (context) => openOrAsk(context, context.params.id, (record) => showConsents(context, record, {})),
});

const record = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/consents',
  permission: 'customers.edit',
  params: byId,
  handle: async (context) => {
    const { id: customerId } = context.params;
    const typed = typedIn(context.body);
    const { purpose, lawfulBasis, channel, wordingVersion = '', evidence = '' } = typed;
    const input = { customerId, purpose, lawfulBasis, channel, wordingVersion, evidence };
    const done = await context.attempt(recordConsent, input);
    if (done.ok) return redirect(`/desk/customers/${customerId}/consents`, { say: 'Recorded' });
    return openOrAsk(context, customerId, (customer) => showConsents(context, customer, typed, done.faults));
  },
});

const consentParams = z.strictObject({ id: uuidField, consentId: uuidField });

const withdraw = deskRoute({
  method: 'post',
  path: '/desk/customers/:id/consents/:consentId/withdraw',
  permission: 'customers.edit',
  params: consentParams,
  handle: async (context) => {
    const { id, consentId } = context.params;
    await context.run(withdrawConsent, { id: consentId });
    return redirect(`/desk/customers/${id}/consents`, { say: 'Withdrawn' });
  },
});

const ApiConsent = z.object({
  id: z.string(),
  customerId: z.string(),
  purpose: z.enum(consentPurposes),
  lawfulBasis: z.enum(lawfulBases),
  channel: z.enum(preferredChannels).nullable(),
  wordingVersion: z.string(),
  evidence: z.string(),
  givenAt: z.number(),
  givenToName: z.string().nullable(),
  withdrawnAt: z.number().nullable(),
  withdrawnToName: z.string().nullable(),
});
const tag = 'Customers';
const Changed = z.object({ id: z.string(), version: z.number() });

const apiList = apiRoute({
  method: 'get',
  path: '/api/v1/customers/:id/consents',
  permission: 'customers.read',
  params: byId,
  api: {
    summary: 'What a customer agreed to, withdrawn ones too',
    tag,
    output: z.object({ items: z.array(ApiConsent), nextCursor: z.null() }),
  },
  handle: async (context) =>
    json({ items: await context.read(listConsents, { customerId: context.params.id }), nextCursor: null }),
});

const apiRecord = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/consents',
  permission: 'customers.edit',
  params: byId,
  body: NewConsent,
  api: { summary: 'Record what a customer agreed to', tag, output: Changed, status: 201 },
  handle: async (context) =>
    json(await context.run(recordConsent, { ...context.body, customerId: context.params.id }), { status: 201 }),
});

const apiWithdraw = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/consents/:consentId/withdraw',
  permission: 'customers.edit',
  params: consentParams,
  api: { summary: 'The customer takes a consent back', tag, output: Changed },
  handle: async (context) => json(await context.run(withdrawConsent, { id: context.params.consentId })),
});

export const consentRoutes: readonly Route[] = [ask, record, withdraw, apiList, apiRecord, apiWithdraw];
