import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { changeTerms } from './commands/change-terms.js';
import { draftAgreement } from './commands/draft-agreement.js';
import { endAgreement } from './commands/end-agreement.js';
import { closeAgreement, openAgreement } from './commands/open-agreement.js';
import { signTerms } from './commands/sign-terms.js';
import { resumeAgreement, suspendAgreement } from './commands/suspend-agreement.js';
import { checkCoverage, getAgreement, listAgreements, tryAgreement } from './queries.js';
import { TermsInput } from './terms-input.js';
import { agreementKinds, agreementStates, eventKinds, sides } from './types.js';

const tag = 'Agreements';
const href = '/api/v1/agreements';
const params = z.strictObject({ id: uuidField });
const Changed = z.object({ id: z.string(), version: z.number() });
const Signature = z.object({ side: z.enum(sides), personId: z.string(), name: z.string(), signedAt: z.number() });
const Version = z.object({
  ...{ id: z.string(), number: z.number(), fromOn: z.string(), toOn: z.string().nullable() },
  terms: TermsInput.omit({ title: true, kind: true, fromOn: true, toOn: true }),
  ...{ writtenAt: z.number(), agreedAt: z.number().nullable(), signatures: z.array(Signature) },
});
const Activation = z.object({
  ...{ fromAt: z.number(), toAt: z.number(), reason: z.string(), waitMinutes: z.number().nullable(), name: z.string() },
});
const AgreementShape = z.object({
  ...{ id: z.string(), receiverId: z.number(), providerId: z.number(), kind: z.enum(agreementKinds) },
  ...{ title: z.string(), state: z.enum(agreementStates), suspendedFor: z.number().nullable() },
  ...{
    agreed: Version.nullable(),
    coming: z.array(Version),
    proposed: Version.nullable(),
    activation: Activation.nullable(),
  },
  ...{ createdAt: z.number(), version: z.number() },
});
const WithHistory = AgreementShape.extend({
  officers: z.array(z.object({ id: z.string(), name: z.string() })),
  history: z.array(
    z.object({
      ...{ kind: z.enum(eventKinds), at: z.number(), name: z.string().nullable(), side: z.enum(sides).nullable() },
      ...{ termsNumber: z.number().nullable(), note: z.string().nullable() },
    }),
  ),
});
const Period = z.object({ from: z.number(), to: z.number() });

type Changing = RouteContext<{ id: string }, unknown, object>;

/** The id of the address, what the body says, and the version that If-Match names. */
function inputOf({ ifMatch, params: { id }, body }: Pick<Changing, 'ifMatch' | 'params' | 'body'>): object {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the agreement that you read.');
  return { ...body, id, expectedVersion: ifMatch };
}

const changed = (done: { readonly id: string; readonly version: number }): Reply =>
  json(done, { version: done.version });
const reason = z.strictObject({ reason: suspendAgreement.input.shape.reason });
const nothing = z.strictObject({});

const step = (verb: string, summary: string, permission: string) =>
  ({
    method: 'post',
    path: `${href}/:id/${verb}`,
    permission,
    params,
    api: { summary, tag, output: Changed },
  }) as const;

const steps: readonly Route[] = [
  apiRoute({
    ...step('sign', 'Sign the proposed terms for one side', 'partnerships.sign'),
    body: z.strictObject({ side: signTerms.input.shape.side }),
    handle: async (context) => changed(await context.run(signTerms, inputOf(context))),
  }),
  apiRoute({
    ...step('suspend', 'Suspend an agreement', 'partnerships.manage'),
    body: reason,
    handle: async (context) => changed(await context.run(suspendAgreement, inputOf(context))),
  }),
  apiRoute({
    ...step('resume', 'Let a suspended agreement hold again', 'partnerships.manage'),
    body: nothing,
    handle: async (context) => changed(await context.run(resumeAgreement, inputOf(context))),
  }),
  apiRoute({
    ...step('end', 'End an agreement for good', 'partnerships.manage'),
    body: reason,
    handle: async (context) => changed(await context.run(endAgreement, inputOf(context))),
  }),
  apiRoute({
    ...step('open', 'Open a continuity or overflow agreement', 'partnerships.activate'),
    body: openAgreement.input.omit({ id: true, expectedVersion: true }),
    handle: async (context) => changed(await context.run(openAgreement, inputOf(context))),
  }),
  apiRoute({
    ...step('close', 'Close what was opened', 'partnerships.activate'),
    body: nothing,
    handle: async (context) => changed(await context.run(closeAgreement, inputOf(context))),
  }),
];

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: href,
    permission: 'partnerships.read',
    api: {
      summary: 'The agreements in which your councils serve or are served, latest first',
      tag,
      output: z.object({ items: z.array(AgreementShape), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listAgreements, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: href,
    permission: 'partnerships.manage',
    body: draftAgreement.input,
    api: { summary: 'Draft an agreement', tag, status: 201, output: Changed },
    handle: async (context) => {
      const drafted = await context.run(draftAgreement, context.body);
      const headers = { Location: `${href}/${drafted.id}` };
      return json(drafted, { status: 201, version: drafted.version, headers });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:id`,
    permission: 'partnerships.read',
    params,
    api: { summary: 'An agreement with its history', tag, output: WithHistory },
    handle: async (context) => {
      const agreement = await context.read(getAgreement, context.params);
      return json(agreement, { version: agreement.version });
    },
  }),
  apiRoute({
    method: 'put',
    path: `${href}/:id/terms`,
    permission: 'partnerships.manage',
    params,
    body: TermsInput,
    api: { summary: 'Write the terms that are next to be signed', tag, output: Changed },
    handle: async (context) => changed(await context.run(changeTerms, inputOf(context))),
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:id/trial`,
    permission: 'partnerships.read',
    params,
    query: tryAgreement.input.omit({ id: true }),
    api: {
      summary: 'Whether an adviser of the provider may answer as the receiver at a time, and why not',
      tag,
      output: z.object({
        ...{ allowed: z.boolean(), refusal: z.string().nullable(), supposesSigned: z.boolean() },
        supposesOpened: z.boolean(),
      }),
    },
    handle: async (context) => json(await context.read(tryAgreement, { ...context.query, ...context.params })),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/agreement-coverage',
    permission: 'partnerships.read',
    query: checkCoverage.input,
    api: {
      summary: 'What of a council nobody serves when in the week to come, and what two would serve',
      tag,
      output: z.object({
        services: z.number(),
        gaps: z.array(z.object({ serviceIds: z.array(z.string()), periods: z.array(Period) })),
        overlaps: z.array(
          z.object({
            agreementIds: z.array(z.string()),
            ...{ serviceIds: z.array(z.string()), periods: z.array(Period) },
          }),
        ),
      }),
    },
    handle: async (context) => json(await context.read(checkCoverage, context.query)),
  }),
  ...steps,
];
