import {
  AdapterError,
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  readJson,
  type LineOfBusinessInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What the depot’s system answers. */
const Job = z.object({ reference: z.string() });
const Changes = z.object({
  changes: z.array(
    z.object({ id: z.string(), job: z.string(), at: z.number(), state: z.string(), comment: z.string().nullable() }),
  ),
  next: z.string(),
  more: z.boolean(),
});

export const adapter = defineAdapter({
  kind: 'line-of-business',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the system, such as https://jobs.example'),
    types: z
      .record(z.string(), z.string())
      .default({})
      .describe('Its type of job for each service, by the service’s key'),
    states: z
      .record(z.string(), z.string())
      .default({})
      .describe('The status here for each of its states, such as started: in-progress'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: { update: true, cancel: true, changes: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): LineOfBusinessInstance => {
    const call = async (path: string, body?: object): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(new URL(path, settings.url), { headers, ...posted });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    const jobPath = (reference: string): string => `/jobs/${encodeURIComponent(reference)}`;
    return {
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      create: async ({ id, reference, service, title, answers, place }) => {
        const type = settings.types[service];
        if (type === undefined) throw new AdapterError('refused', `The settings name no type of job for ${service}.`);
        // Under the same key it makes one job, whatever is lost on the way. Nobody’s name goes with it.
        const details = answers.map(({ question, text }) => ({ question, text }));
        const job = { key: id, type, reference, title, details, where: place.text, uprn: place.uprn };
        return await readJson(await call('/jobs', job), Job);
      },
      update: async ({ id, theirReference, kind, text }) => {
        await call(`${jobPath(theirReference)}/words`, { key: id, kind, text });
        return { reference: null };
      },
      cancel: async ({ id, theirReference, reason }) => {
        await call(`${jobPath(theirReference)}/cancellation`, { key: id, reason });
        return { reference: null };
      },
      changesSince: async (cursor) => {
        const { changes, next, more } = await readJson(await call(`/changes?after=${cursor ?? ''}`), Changes);
        return {
          cursor: next,
          hasMore: more,
          changes: changes.map(({ id, job, at, state, comment }) => ({
            ...{ id, theirReference: job, at },
            status: { key: settings.states[state] ?? null, outcome: null, words: state },
            comment: comment === null ? null : { text: comment, for: 'staff' },
          })),
        };
      },
    };
  },
});
