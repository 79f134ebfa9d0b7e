import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { formPage, questionsOf } from '../../customers/index.js';
import { AppError, badInput, type FieldFault } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority, may } from '../../kernel/scope.js';
import { addPeer, endPeer, pinKey, unpinKey } from '../commands/add-peer.js';
import { makeKey } from '../commands/make-key.js';
import { retryPeer } from '../commands/record-delivery.js';
import { FingerprintText, groupedFingerprint } from '../keys/fingerprint.js';
import { listKeys } from '../keys/keys-repository.js';
import { readPublished, type Published } from '../keys/published.js';
import { getPeer, listPeers } from '../queries.js';
import { OriginText } from './peer-types.js';
import { peerPage, peersPage } from './peer-views.js';

type Context = RouteContext<unknown, unknown, unknown>;
const manage = 'exchange.manage';
const nav = 'exchange';
const list = '/desk/exchange/councils';
const one = `${list}/:peerId`;
const params = z.strictObject({ peerId: uuidField });
const text = z.string().max(500).default('');
const hrefOf = ({ peerId }: { readonly peerId: string }): string => `${list}/${peerId}`;
const above = [
  { text: 'Other installations', href: '/desk/exchange' },
  { text: 'Councils', href: list },
] as const;

async function councilNames({ kernel, visitor }: Context): Promise<Map<number, string>> {
  const own = (await listAuthorities(kernel)).filter(
    ({ kind, id }) => kind === 'authority' && may(visitor.actor, 'exchange.read', id),
  );
  return new Map(own.map(({ id, name }) => [id, name]));
}

const showPeers = deskRoute({
  method: 'get',
  path: list,
  permission: 'exchange.read',
  handle: async (context) => {
    const { kernel, now, visitor } = context;
    const model = peersPage(await context.read(listPeers, {}), {
      ...{ authorityNames: await councilNames(context), now, csrfToken: visitor.session?.csrfToken ?? '' },
      keys: await listKeys(kernel.db.read(everyAuthority)),
      mayManage: may(visitor.actor, manage),
    });
    return page('/exchange/views/peers', model, { title: 'Councils in other installations', nav });
  },
});

const makeFirstKey = deskRoute({
  method: 'post',
  path: '/desk/exchange/key',
  permission: manage,
  body: z.strictObject({}),
  handle: async ({ kernel, visitor }) => {
    await makeKey(kernel, visitor.actor, 'first');
    return redirect(list, { say: 'The key is made. Read its fingerprint out to the other administrator' });
  },
});

const askAddress = deskRoute({
  method: 'get',
  path: `${list}/new`,
  permission: manage,
  handle: (context) => Promise.resolve(askOrigin(context)),
});

function askOrigin(context: Context, typed = '', faults: readonly FieldFault[] = []): Reply {
  const ask = questionsOf({ origin: typed }, faults);
  return formPage(context, {
    ...{ heading: 'Connect to a council in another installation', above, nav, faults },
    lead: 'Its administrator connects to yours in the same way. You compare the keys by telephone.',
    action: `${list}/new`,
    questions: [ask.text('origin', 'Address of their Moothall', { hintText: 'Such as https://desk.brayford.example' })],
    buttonText: 'Look it up',
  });
}

const Found = z.strictObject({ origin: text, authorityId: text, councilSlug: text, fingerprint: text });

const connect = deskRoute({
  method: 'post',
  path: `${list}/new`,
  permission: manage,
  body: Found,
  handle: async (context) => {
    const { origin: typed, ...chosen } = context.body;
    const origin = OriginText.safeParse(typed);
    if (!origin.success)
      return askOrigin(context, typed, [
        { field: 'origin', message: origin.error.issues[0]?.message ?? 'Enter the address' },
      ]);
    let published: Published;
    try {
      published = await readPublished(context.kernel, origin.data);
    } catch (error) {
      if (error instanceof AppError && error.faults.length > 0) return askOrigin(context, typed, error.faults);
      throw error;
    }
    if (chosen.councilSlug === '' && chosen.fingerprint === '' && chosen.authorityId === '')
      return askKey(context, origin.data, published, chosen);
    const key = published.keys.find(({ kid }) => kid === chosen.fingerprint);
    const council = published.councils.find(({ slug }) => slug === chosen.councilSlug);
    const missing: FieldFault[] = [
      ...(council ? [] : [{ field: 'councilSlug', message: 'Choose their council' }]),
      ...(key ? [] : [{ field: 'fingerprint', message: 'Choose the key whose fingerprint they read out to you' }]),
    ];
    if (!key || !council) return askKey(context, origin.data, published, chosen, missing);
    const about = { authorityId: Number(chosen.authorityId), origin: origin.data, councilSlug: council.slug };
    const input = { ...about, councilName: council.name, fingerprint: key.kid, publicKey: key.x };
    const done = await context.attempt(addPeer, input);
    if (!done.ok) return askKey(context, origin.data, published, chosen, done.faults);
    return redirect(`${list}/${done.value.id}`, { say: `Connected to ${council.name}` });
  },
});

async function askKey(
  context: Context,
  origin: string,
  { councils, keys }: Published,
  typed: Readonly<Record<string, string>>,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const ask = questionsOf(typed, faults);
  const own = await councilNames(context);
  const ids = Object.fromEntries([...own].map(([id, name]) => [String(id), name]));
  const slugs = Object.fromEntries(councils.map(({ slug, name }) => [slug, name]));
  const prints = keys.map(({ kid }) => ({ value: kid, text: groupedFingerprint(kid) }));
  return formPage(context, {
    ...{ heading: 'Compare their key', above, nav, faults, hidden: { origin } },
    lead: 'Ring their administrator on a number that you know, and have the fingerprint read out. Choose the key only if every group is the same.',
    action: `${list}/new`,
    questions: [
      ask.select('authorityId', 'Our council', ids, own.size === 1 ? undefined : 'Choose'),
      ask.select('councilSlug', 'Their council', slugs, 'Choose'),
      ask.radios('fingerprint', 'Fingerprint that they read out', prints),
    ],
    buttonText: 'It is the same: connect',
  });
}

const showPeer = deskRoute({
  method: 'get',
  path: one,
  permission: 'exchange.read',
  params,
  handle: (context) => onePeer(context),
});

type OneContext = RouteContext<{ readonly peerId: string }, unknown, unknown>;

async function onePeer(context: OneContext, typed = '', faults: readonly FieldFault[] = []): Promise<Reply> {
  const { now, visitor } = context;
  const peer = await context.read(getPeer, { id: context.params.peerId });
  const model = peerPage(peer, {
    ...{ ours: (await councilNames(context)).get(peer.authorityId) ?? '', now, faults, typed },
    mayManage: may(visitor.actor, manage, peer.authorityId),
    csrfToken: visitor.session?.csrfToken ?? '',
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/exchange/views/peer', model, { title: peer.councilName, nav, status });
}

const pin = deskRoute({
  method: 'post',
  path: `${one}/pin`,
  permission: manage,
  params,
  body: z.strictObject({ fingerprint: text }),
  handle: async (context) => {
    const { fingerprint: typed } = context.body;
    const peer = await context.read(getPeer, { id: context.params.peerId });
    try {
      const fingerprint = readFingerprint(typed);
      const key = (await readPublished(context.kernel, peer.origin)).keys.find(({ kid }) => kid === fingerprint);
      if (!key)
        throw badInput({
          faults: [{ field: 'fingerprint', message: 'Check the fingerprint: they publish no key with it' }],
        });
      await context.run(pinKey, { id: peer.id, fingerprint, publicKey: key.x });
    } catch (error) {
      if (!(error instanceof AppError) || error.faults.length === 0) throw error;
      const faults = error.faults.map(({ message }) => ({ field: 'fingerprint', message }));
      return await onePeer(context, typed, faults);
    }
    return redirect(hrefOf(context.params), { say: 'The key is pinned beside those before' });
  },
});

function readFingerprint(typed: string): string {
  const read = FingerprintText.safeParse(typed);
  if (read.success) return read.data;
  throw badInput({
    faults: [{ field: 'fingerprint', message: read.error.issues[0]?.message ?? 'Enter the fingerprint' }],
  });
}

const unpin = deskRoute({
  method: 'post',
  path: `${one}/unpin`,
  permission: manage,
  params,
  body: z.strictObject({ version: versionField, fingerprint: text }),
  handle: async (context) => {
    const { version: expectedVersion, fingerprint } = context.body;
    await context.run(unpinKey, { id: context.params.peerId, expectedVersion, fingerprint });
    return redirect(hrefOf(context.params), { say: 'The key is taken back' });
  },
});

const end = deskRoute({
  method: 'post',
  path: `${one}/end`,
  permission: manage,
  params,
  body: z.strictObject({ version: versionField }),
  handle: async (context) => {
    await context.run(endPeer, { id: context.params.peerId, expectedVersion: context.body.version });
    return redirect(hrefOf(context.params), { say: 'The link has ended' });
  },
});

const retry = deskRoute({
  method: 'post',
  path: `${one}/retry`,
  permission: manage,
  params,
  body: z.strictObject({}),
  handle: async (context) => {
    await context.run(retryPeer, { id: context.params.peerId });
    return redirect(hrefOf(context.params), { say: 'It is tried again now' });
  },
});

/** `new` stands before `:peerId`, which would take it for an id. */
export const peerRoutes: readonly Route[] = [
  ...[showPeers, makeFirstKey, askAddress, connect, showPeer, pin, unpin, end, retry],
];
