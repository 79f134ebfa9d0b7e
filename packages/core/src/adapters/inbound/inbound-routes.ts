import type { AdapterInstance, InboundNews } from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { openRoute, type RawBody, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { attemptCall } from '../attempt.js';
import { readHealth } from '../health-repository.js';
import { callerLimit, type CallerLimit } from './caller-limit.js';
import { inboundErrors } from './inbound-errors.js';
import { keepNews, noteRefused } from './keep-news.js';

type Context = RouteContext<{ readonly instance: string }, Readonly<Record<string, string>>, unknown>;

/** Who comes with another token thirty times waits two seconds before each one more. */
const refusedCost = 20;
const pausedRetryS = 300;
const failedRetryS = 60;

/** Where the far end of a connection tells what it says by itself. */
export const inboundPath = (instance: string): string => `/adapters/${instance}/in`;

/** Where other systems tell news. @param countRefused is told of each that was refused, by the name of the connection */
export function inboundRoutes(countRefused: (adapter: string) => void): readonly Route[] {
  const gate = { limit: callerLimit(), countRefused };
  return [
    openRoute({
      method: 'post',
      path: inboundPath(':instance'),
      public: 'the adapter checks the signature or the token of each request over the bytes as they came',
      params: z.strictObject({ instance: z.string().max(40) }),
      query: z.record(z.string().max(100), z.string().max(1000)),
      raw: true,
      handle: (context) => hear(context, gate),
    }),
  ];
}

interface Gate {
  readonly limit: CallerLimit;
  readonly countRefused: (adapter: string) => void;
}

/** Answers 204 once everything that the request says is kept, and else an error: the far end then sends it again. */
async function hear(context: Context, gate: Gate): Promise<Reply> {
  const { kernel, params, body, now, clientAddress } = context;
  const waitS = gate.limit.take(clientAddress, 1, now);
  if (waitS > 0) throw inboundErrors.tooMany({ retryAfterS: waitS });
  const found = receiverNamed(kernel.adapters.list, params.instance);
  if (!found) throw refused(context, gate, 'none');
  const { name } = found.one;
  const news = await readBy(found, context, gate);
  const health = (await readHealth(kernel.db.read(everyAuthority))).get(name);
  if (health && health.pausedAt !== null) throw inboundErrors.notNow({ retryAfterS: pausedRetryS });
  await keepNews(kernel, name, news, (body as RawBody).bytes.length);
  return { kind: 'empty' };
}

/** What the adapter reads. @throws inbound_refused; inbound_unreadable; inbound_not_now where the adapter itself fails */
async function readBy({ one, receive }: Receiver, context: Context, gate: Gate): Promise<readonly InboundNews[]> {
  const { kernel, query, now } = context;
  const { bytes: body, headers } = context.body as RawBody;
  const { outcome } = await attemptCall(kernel, one, null, () => receive({ body, headers, query }));
  if (outcome.ok) return outcome.value;
  const { code } = outcome.error;
  kernel.log.warn({ adapter: one.name, code }, 'what another system sent was refused');
  const isForged = code === 'sign_in_refused' || code === 'not_permitted';
  // However many come, a connection's log of calls keeps few of them.
  if (gate.limit.take(`of ${one.name}`, refusedCost, now) === 0)
    await noteRefused(kernel, one.name, { status: isForged ? 401 : 400, bytes: body.length });
  if (isForged) throw refused(context, gate, one.name);
  if (refusals.has(code)) throw inboundErrors.unreadable();
  throw inboundErrors.notNow({ retryAfterS: failedRetryS, cause: outcome.error });
}

/** The same for a connection that isn't there and for one whose far end this isn't. */
function refused({ clientAddress, now }: Context, { limit, countRefused }: Gate, name: string): Error {
  countRefused(name);
  limit.charge(clientAddress, refusedCost, now);
  return inboundErrors.refused();
}

/** What no sending again puts right. */
const refusals: ReadonlySet<string> = new Set(['unreadable_answer', 'refused', 'conflict', 'not_found']);

interface Receiver {
  readonly one: ConfiguredAdapter;
  readonly receive: NonNullable<AdapterInstance['receive']>;
}

function receiverNamed(list: readonly ConfiguredAdapter[], wanted: string): Receiver | undefined {
  const one = list.find(({ name }) => name === wanted);
  if (one?.part.state !== 'running' || !listens(one)) return undefined;
  const { instance } = one.part;
  return { one, receive: async (request) => (await instance.receive?.(request)) ?? [] };
}

/** Whether the far end of a connection may tell news, as it is configured. */
export function listens({ part }: ConfiguredAdapter): boolean {
  return part.state === 'running' && part.instance.receive !== undefined;
}
