import { z } from 'zod';
import { caseErrors, definitionOf, getCase, listCaseFiles, type DescribedCase } from '../../cases/index.js';
import { formPage, listOf, questionsOf, textOf, typedIn, type Typed } from '../../customers/index.js';
import { AppError, isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority, requireMay } from '../../kernel/scope.js';
import { offerTransfer } from '../commands/offer-transfer.js';
import { exchangeErrors } from '../exchange-errors.js';
import { fileOptions } from '../files/file-views.js';
import { listPeers } from '../queries.js';
import { contentOf } from './case-content.js';
import { contentLines } from './content-text.js';
import { transferFields, type TransferField } from './transfer-types.js';

const path = '/desk/cases/:reference/exchange';
const params = z.strictObject({ reference: z.string().min(1).max(100) });
const permission = 'exchange.hand-over';
type Context = RouteContext<{ readonly reference: string }, unknown, unknown>;

const fieldWords: Readonly<Record<TransferField, string>> = {
  description: 'What was said: the form’s answers',
  place: 'The place',
  name: 'The customer’s name',
  telephone: 'The customer’s telephone number',
  email: 'The customer’s email address',
};

const ask = deskRoute({
  method: 'get',
  path,
  permission,
  params,
  handle: async (context) => askOffer(context, await caseOf(context), { 'fields[]': ['description', 'place'] }),
});

const send = deskRoute({
  method: 'post',
  path,
  permission,
  params,
  body: z.looseObject({
    version: versionField,
    confirmed: z.literal('yes').optional(),
    change: z.literal('yes').optional(),
  }),
  handle: async (context) => {
    const found = await caseOf(context);
    const typed = typedIn(context.body);
    const fields = fieldsOf(typed);
    const input = {
      ...{ caseId: found.id, peerId: textOf(typed, 'peerId'), fields, expectedVersion: context.body.version },
      ...{ lawfulBasis: textOf(typed, 'lawfulBasis'), purpose: textOf(typed, 'purpose'), note: textOf(typed, 'note') },
      files: chosenFiles(typed),
    };
    if (context.body.change !== undefined) return await askOffer(context, found, typed);
    const checked = offerTransfer.input.safeParse(input);
    if (!checked.success || context.body.confirmed === undefined)
      return checked.success
        ? await preview(context, found, typed)
        : await askOffer(context, found, typed, faultsOf(checked.error));
    try {
      const done = await context.attempt(offerTransfer, input);
      if (!done.ok) return await askOffer(context, found, typed, done.faults);
      return redirect(`/desk/exchange/transfers/${done.value.id}`, { say: 'Offered: it stays ours until they accept' });
    } catch (error) {
      const { alreadyOut, restricted, peerEnded } = exchangeErrors;
      const refusals = [alreadyOut, restricted, peerEnded, caseErrors.closed, staleVersion];
      if (!(error instanceof AppError) || !refusals.some(({ code }) => isError(error, code))) throw error;
      return await askOffer(context, found, typed, [{ field: 'peerId', message: error.message }], 409);
    }
  },
});

export const offerRoutes: readonly Route[] = [ask, send];

/** @throws not_found also to those who may see the case, but not hand it over */
async function caseOf(context: Context): Promise<DescribedCase> {
  const found = await context.read(getCase, { reference: context.params.reference });
  requireMay(context.visitor.actor, permission, found.authorityId);
  return found;
}

function fieldsOf(typed: Typed): TransferField[] {
  return transferFields.filter((field) => [...listOf(typed, 'fields'), ...listOf(typed, 'fields[]')].includes(field));
}

function chosenFiles(typed: Typed): string[] {
  return [...new Set([...listOf(typed, 'files'), ...listOf(typed, 'files[]')])];
}

function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.map(({ path: [field], message }) => ({
    field: String(field),
    message: field === 'peerId' ? 'Choose the council' : message,
  }));
}

const aboveCase = ({ reference }: DescribedCase) =>
  [
    { text: 'Team queue', href: '/desk/queue' },
    { text: reference, href: `/desk/cases/${reference}` },
  ] as const;

async function askOffer(
  context: Context,
  found: DescribedCase,
  typed: Typed,
  faults: readonly FieldFault[] = [],
  status?: number,
): Promise<Reply> {
  const peers = (await context.read(listPeers, {})).filter(
    ({ state, authorityId }) => state === 'open' && authorityId === found.authorityId,
  );
  const files = await context.read(listCaseFiles, { caseId: found.id });
  const options = Object.fromEntries(peers.map(({ id, councilName }) => [id, councilName]));
  const given = questionsOf({ ...typed, fields: fieldsOf(typed), files: chosenFiles(typed) }, faults);
  return formPage(context, {
    ...{
      heading: `Hand ${found.reference} over to another installation`,
      above: aboveCase(found),
      nav: 'queue',
      faults,
    },
    lead:
      peers.length === 0
        ? 'No council in another installation is connected to yours. An administrator connects them.'
        : 'Its service, title, reference and date are sent, and what you choose here. You see all of it before it goes.',
    action: `/desk/cases/${found.reference}/exchange`,
    hidden: { version: String(found.version) },
    questions: [
      given.select('peerId', 'Council', options, 'Choose the council'),
      given.checkboxes('fields', 'Send also', fieldWords),
      ...(files.length === 0 ? [] : [given.checkboxes('files', 'Files to send', fileOptions(files))]),
      given.text('lawfulBasis', 'Lawful basis', { hintText: 'Such as: public task, Highways Act 1980' }),
      given.longText('purpose', 'Why they need it'),
      given.longText('note', 'What they need to know'),
    ],
    buttonText: 'See what is sent',
    ...(status === undefined ? {} : { status }),
  });
}

/** What would be sent, line by line, and the button that sends it. */
export interface PreviewPage {
  readonly heading: string;
  readonly above: readonly { readonly text: string; readonly href: string }[];
  readonly council: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly kept: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

async function preview(context: Context, found: DescribedCase, typed: Typed): Promise<Reply> {
  const { kernel, visitor } = context;
  const peer = (await context.read(listPeers, {})).find(({ id }) => id === textOf(typed, 'peerId'));
  if (!peer) return await askOffer(context, found, typed, [{ field: 'peerId', message: 'Choose the council' }]);
  const fields = fieldsOf(typed);
  const words = {
    lawfulBasis: textOf(typed, 'lawfulBasis'),
    purpose: textOf(typed, 'purpose'),
    note: textOf(typed, 'note'),
  };
  const possible = await context.read(listCaseFiles, { caseId: found.id });
  const files = possible.filter(({ id }) => chosenFiles(typed).includes(id));
  const definition = await definitionOf(kernel.db.read(everyAuthority), found.serviceVersionId);
  const keptBack = transferFields
    .filter((field) => !fields.includes(field))
    .map((field) => fieldWords[field].toLowerCase());
  const action = `/desk/cases/${found.reference}/exchange`;
  const model: PreviewPage = {
    ...{ heading: 'What is sent', above: aboveCase(found), council: peer.councilName, action },
    lines: [
      ...contentLines(contentOf(found, definition, { fields, ...words }), { whose: 'ours' }),
      ...(files.length === 0 ? [] : [{ label: 'Files', value: Object.values(fileOptions(files)).join('\n') }]),
    ],
    kept: `Not sent: ${[...keptBack, ...(files.length < possible.length ? ['other files'] : []), 'notes'].join('; ')}.`,
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    hidden: [
      ...Object.entries({ version: String(found.version), peerId: peer.id, confirmed: 'yes', ...words }),
      ...fields.map((field): [string, string] => ['fields[]', field]),
      ...files.map(({ id }): [string, string] => ['files[]', id]),
    ].map(([name, value]) => ({ name, value })),
  };
  return page('/exchange/views/preview', model, { title: `What is sent of ${found.reference}`, nav: 'queue' });
}
