import { readJson, type AdapterContext } from '@moothall/adapter-sdk';
import { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import { notifyError } from './notify-errors.js';
import type { Secrets, Settings } from './settings.js';

export type NotifyContext = AdapterContext<Settings, z.output<typeof Secrets>>;

/** What the client asks of axios, which it calls as a function. */
interface RestRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

/** Notify's own client, whose calls go by Moothall's `fetch`, so that its bounds hold and its log of calls is whole. */
export function notifyClient({ settings, secrets, fetch, now }: NotifyContext): NotifyClient {
  const call = async ({ method, url, headers, data }: RestRequest): Promise<{ readonly data: unknown }> => {
    const body = data === undefined ? {} : { body: JSON.stringify(data) };
    const response = await fetch(new URL(url), {
      method: method.toUpperCase(),
      headers: { ...headers, ...(data === undefined ? {} : { 'content-type': 'application/json' }) },
      ...body,
    });
    if (!response.ok) throw await notifyError(response, now());
    return { data: await readJson(response, z.unknown()) };
  };
  const client = new NotifyClient(settings.url.replace(/\/$/, ''), secrets.apiKey);
  // It wants an axios instance, and uses of it that it can be called.
  client.setClient(call as never);
  return client;
}
