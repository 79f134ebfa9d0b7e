import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { recordFailure, refuseWhileBlocked, throttleKey } from '../../identity/index.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { openRoute, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { mayBegin } from './online-rules.js';
import { isPayProof } from './pay-link.js';
import { payPage, type Standing } from './pay-views.js';
import { payWords } from './pay-words.js';
import { askProvider, goToProvider, readAtProvider } from './provider.js';
import { sendOn } from './send-on.js';

const params = z.strictObject({ id: uuidField, proof: z.string().regex(/^[\w-]{22}$/) });
const query = z.strictObject({ lang: z.enum(['en', 'cy']).default('en') });
const isALink = 'the link that whoever pays was given is the proof';
const path = '/pay/:id/:proof';
type Context = RouteContext<z.output<typeof params>, z.output<typeof query>, unknown>;

/** Who looks again and again doesn't have the provider asked each time. */
const askAgainMs = 5 * SECOND_MS;

/**
 * What whoever pays opens, before and after the provider's page. Nobody signs in and no cookie decides, so there is nothing
 * that another site could make a browser send: the address is the secret.
 */
export const payRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path,
    public: isALink,
    ...{ params, query },
    handle: async (context) => {
      await refuseGuesses(context);
      const { kernel, now, params: link } = context;
      const { part } = await readAtProvider(kernel, link.id);
      if (part.theirReference !== null && now - (part.heardAt ?? 0) >= askAgainMs) await askProvider(kernel, link.id);
      return await show(context);
    },
  }),
  openRoute({
    method: 'post',
    path,
    public: isALink,
    ...{ params, query },
    handle: async (context) => {
      await refuseGuesses(context);
      const { kernel, params: link, query: asked } = context;
      const returnUrl = `${kernel.config.origin ?? ''}${hrefOf(context)}${asked.lang === 'cy' ? '?lang=cy' : ''}`;
      const { payment } = await readAtProvider(kernel, link.id);
      if (payment.way !== 'online') throw notFound();
      const onward = await goToProvider(kernel, link.id, { returnUrl, language: asked.lang });
      if (onward.goes === 'nowhere') return await show(context, onward.because);
      const { sendOn: heading, sendOnWhy: text } = payWords[asked.lang];
      return sendOn(onward.url, { heading, text, linkText: heading }, { layout: 'plain', lang: asked.lang });
    },
  }),
];

/** @throws not_found for a link that was never given out; too_many_attempts for an address from which many came */
async function refuseGuesses({ kernel, now, params: { id, proof }, clientAddress }: Context): Promise<void> {
  const keys = [throttleKey(kernel, 'links', clientAddress)];
  await refuseWhileBlocked(kernel.db.read(everyAuthority), keys, now);
  if (isPayProof(kernel, id, proof)) return;
  await kernel.db.write(everyAuthority, (db) => recordFailure(db, keys, now));
  throw notFound();
}

function hrefOf({ params: { id, proof } }: Context): string {
  return `/pay/${id}/${proof}`;
}

async function show(context: Context, became?: Standing): Promise<Reply> {
  const {
    kernel,
    now,
    params: { id },
    query: { lang },
  } = context;
  const at = await readAtProvider(kernel, id);
  const { payment, part } = at;
  const { name: council } = await getAuthority(kernel, payment.authorityId);
  const standing = became ?? standingOf();
  const model = payPage(at, { href: hrefOf(context), lang, council, standing });
  const page = { kind: 'page', layout: 'plain', template: '/payments/views/pay', title: model.heading, lang } as const;
  return { ...page, model, status: standing === 'away' ? 503 : 200, headers: { 'X-Robots-Tag': 'noindex' } };

  function standingOf(): Standing {
    if (payment.state === 'paid') return 'paid';
    if (payment.way !== 'online') return 'ended';
    if (mayBegin(payment, part, now)) return payment.state === 'started' ? 'to-pay' : 'again';
    // Begun: where the provider's page is open still, the button leads back to it.
    return payment.state === 'started' ? 'to-pay' : 'ended';
  }
}
