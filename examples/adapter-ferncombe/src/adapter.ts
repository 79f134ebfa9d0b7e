import {
  adapterApiVersion,
  answerLines,
  defineAdapter,
  mappedService,
  theirStatus,
  type LineOfBusinessInstance,
} from '@moothall/adapter-sdk';
import { openFerncombe } from './ferncombe.js';
import { Secrets, Settings } from './settings.js';

export const adapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Ferncombe Works',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { update: true, cancel: true, changes: true, facts: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, ...host }): LineOfBusinessInstance => {
    const { url, soap: version, user, kinds, statuses, comments } = settings;
    const works = openFerncombe({ url, version, user, password: secrets.password }, host);
    return {
      check: async () => {
        await works.account();
        return { ok: true };
      },
      create: async (one) => {
        const { JobNumber: reference } = await works.create({
          ...{ Key: one.id, Reference: one.reference, Kind: mappedService(kinds, one.service), Title: one.title },
          ...{ Address: one.place.text, Uprn: one.place.uprn, Notes: answerLines(one).join('\n') },
        });
        return { reference };
      },
      update: async ({ id, theirReference, text }) => {
        const { RemarkNumber } = await works.remark({ Key: id, JobNumber: theirReference, Text: text });
        return { reference: RemarkNumber };
      },
      cancel: async ({ theirReference, reason }) => {
        await works.cancel({ JobNumber: theirReference, Reason: reason });
        return { reference: null };
      },
      changesSince: async (cursor) => {
        const after = Number(cursor ?? 0);
        const { changes, more } = await works.changes(after);
        return {
          changes: changes.map(({ Number: number, JobNumber, At, Status, Remark }) => ({
            ...{ id: number, theirReference: JobNumber, at: At },
            status: theirStatus(statuses, [Status], Status.toLowerCase()),
            comment: Remark === '' ? null : { text: Remark, for: comments },
          })),
          ...{ cursor: changes.at(-1)?.Number ?? String(after), hasMore: more },
        };
      },
      facts: async ({ uprn }) => {
        const rounds = uprn === null ? [] : await works.rounds(uprn);
        return rounds.map(({ Code, Name, Next }) => ({ key: Code, label: Name, value: Next }));
      },
    };
  },
});
