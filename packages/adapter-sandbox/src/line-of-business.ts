import {
  adapterApiVersion,
  defineAdapter,
  type CaseChange,
  type LineOfBusinessInstance,
  type TheirFile,
  type TheirStatus,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

const changesAtOnce = 100;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A photo of one pixel. */
const photo: TheirFile = {
  ...{ place: 'in the sandbox', name: 'sandbox.png' },
  read: async () =>
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
};

/** Takes cases to nobody, remembers them for as long as it runs, and reports what it is told to. */
export const adapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Sandbox back office',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    reports: z
      .strictObject({
        status: z.string().min(1).describe('A status of the service’s lifecycle: in-progress'),
        outcome: z.string().min(1).optional().describe('Of a status that closes the case'),
        words: z.string().min(1).default('Taken up').describe('What the sandbox calls it'),
        photo: z.boolean().default(false).describe('Whether a photo comes with it'),
      })
      .optional()
      .describe('What it says of every case that it was given, by itself'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: {
    update: true,
    cancel: true,
    changes: true,
    addFile: true,
    theirFiles: true,
    facts: true,
    slots: true,
    assets: true,
  },
  create: ({ settings: { behaves: behaviour, reports }, now }): LineOfBusinessInstance => {
    refuseToStart(behaviour);
    const references = new Map<string, string>();
    const known = new Set<string>();
    const changes: CaseChange[] = [];
    const say = (
      theirReference: string,
      status: TheirStatus | null,
      text: string | null,
      files: readonly TheirFile[] = [],
    ): void => {
      const comment = text === null ? null : ({ text, for: 'staff' } as const);
      const about = { theirReference, at: now(), status, comment };
      changes.push({ id: `change-${changes.length + 1}`, ...about, ...(files.length === 0 ? {} : { files }) });
    };
    const once = async (id: string, texts: readonly string[], work: () => void): Promise<{ reference: null }> => {
      if (known.has(id)) return { reference: null };
      await behave(behaviour, texts);
      known.add(id);
      work();
      return { reference: null };
    };
    return {
      check: () => checkBehaviour(behaviour),
      create: async ({ id, title, answers, place }) => {
        const earlier = references.get(id);
        if (earlier !== undefined) return { reference: earlier };
        await behave(behaviour, [title, place.text ?? '', ...answers.map(({ text }) => text)]);
        const reference = `SANDBOX-${references.size + 1}`;
        references.set(id, reference);
        if (reports !== undefined)
          say(
            reference,
            { key: reports.status, outcome: reports.outcome ?? null, words: reports.words },
            null,
            reports.photo ? [photo] : [],
          );
        return { reference };
      },
      update: ({ id, text, theirReference }) =>
        once(id, [text], () => say(theirReference, null, 'The sandbox has read what was written.')),
      addFile: ({ id, text, theirReference }) =>
        once(id, [text], () => say(theirReference, null, 'The sandbox has looked at the photo.')),
      cancel: ({ id, reason }) => once(id, [reason], () => undefined),
      changesSince: async (cursor) => {
        await behave(behaviour);
        const from = cursor === null ? 0 : Number(cursor);
        const until = Math.min(from + changesAtOnce, changes.length);
        return { changes: changes.slice(from, until), cursor: String(until), hasMore: until < changes.length };
      },
      facts: async ({ uprn }) => {
        await behave(behaviour);
        return uprn === null ? [] : [{ key: 'next-visit', label: 'Next visit', value: 'Tuesday' }];
      },
      slots: async ({ from, until }) => {
        await behave(behaviour);
        const firstDay = Math.ceil(from / dayMs) * dayMs;
        const starts = [1, 2, 3].map((day) => firstDay + day * dayMs + 9 * hourMs);
        const slots = starts.map((at) => ({ id: `slot-${at}`, from: at, until: at + 2 * hourMs }));
        return slots.filter((slot) => slot.until <= until);
      },
      assets: async ({ lat, long }) => {
        await behave(behaviour);
        return [
          { id: 'light-14', name: 'Street light 14', lat, long, distanceM: 0 },
          { id: 'bin-7', name: 'Street bin 7', lat, long, distanceM: 32 },
        ];
      },
    };
  },
});
