import {
  adapterApiVersion,
  type AdapterInstance,
  type AdapterKind,
  type NotificationChannel,
  type OutgoingNotification,
  type SentOutcome,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';

/** An instance as the configuration would start it. */
export function anAdapter(
  kind: AdapterKind,
  instance: AdapterInstance,
  about: Partial<Omit<ConfiguredAdapter, 'part'>> = {},
): ConfiguredAdapter {
  const title = 'Far end';
  const adapter = {
    ...{ kind, name: title, apiVersion: adapterApiVersion, supports: {} },
    ...{ settings: z.strictObject({}), secrets: z.strictObject({ token: z.string().optional() }) },
    create: () => instance,
  };
  const whom = { authorityIds: 'all', services: 'all', callsAtOnce: 4 } as const;
  const part = { state: 'running', kind, title, adapter, instance } as const;
  return { name: 'mail', use: './far-end.js', ...whom, ...about, part };
}

/** The same kernel, connected to these. */
export function connectedTo(kernel: Kernel, ...list: readonly ConfiguredAdapter[]): Kernel {
  return { ...kernel, adapters: { list, close: async () => undefined } };
}

/** A far end for messages: it answers as told, in turn and then always as at last, and keeps what it was given. */
export function aMessageFarEnd(
  answers: readonly (string | null | Error)[] = [null],
  about: {
    readonly channels?: readonly NotificationChannel[];
    /** What it knows of what it took, by its references: it may be told later, or fail. */
    readonly became?: () => readonly SentOutcome[];
  } & Partial<Omit<ConfiguredAdapter, 'part'>> = {},
): {
  readonly got: OutgoingNotification[];
  /** About what it was asked what became of it, call by call. */
  readonly asked: (readonly string[])[];
  readonly adapter: ConfiguredAdapter;
} {
  const got: OutgoingNotification[] = [];
  const asked: (readonly string[])[] = [];
  const { channels = ['email'], became, ...whom } = about;
  const send = async (message: OutgoingNotification): Promise<{ reference: string | null }> => {
    got.push(message);
    const answer = answers[Math.min(got.length, answers.length) - 1] ?? null;
    if (answer instanceof Error) throw answer;
    return { reference: answer };
  };
  const outcomes = async (references: readonly string[]): Promise<readonly SentOutcome[]> => {
    asked.push(references);
    return (became?.() ?? []).filter(({ reference }) => references.includes(reference));
  };
  const knows = became === undefined ? {} : { outcomes };
  const instance = { channels, send, check: async () => ({ ok: true as const }), ...knows };
  return { got, asked, adapter: anAdapter('notifications', instance, whom) };
}
