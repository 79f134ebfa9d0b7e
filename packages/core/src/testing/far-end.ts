import {
  adapterApiVersion,
  type AddedFile,
  type AdapterInstance,
  type AdapterKind,
  type Cancellation,
  type CaseChange,
  type LineOfBusinessInstance,
  type NotificationChannel,
  type OutgoingCase,
  type OutgoingNotification,
  type OutgoingUpdate,
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

/** A system in which work is done, as a connection of a test: what it was given, and what it says. */
export interface WorksFarEnd {
  readonly adapter: ConfiguredAdapter;
  readonly cases: OutgoingCase[];
  readonly updates: OutgoingUpdate[];
  readonly cancellations: Cancellation[];
  readonly added: AddedFile[];
  /** Fails from now on; nothing: it works again. Keeps what it is given all the same where it only loses its answers. */
  fail(error?: Error, how?: 'keeps-it'): void;
  /** Says something of a case. */
  say(change: Partial<CaseChange> & Pick<CaseChange, 'id' | 'theirReference'>): void;
}

/** It knows a case by its id and calls it `W-` and the end of that, tells everything again each time, and two changes a page. */
export function aWorksFarEnd(
  about: Partial<Omit<ConfiguredAdapter, 'part'>> = {},
  { without = [] }: { readonly without?: readonly ('update' | 'cancel' | 'addFile')[] } = {},
): WorksFarEnd {
  const cases: OutgoingCase[] = [];
  const updates: OutgoingUpdate[] = [];
  const cancellations: Cancellation[] = [];
  const added: AddedFile[] = [];
  const changes: CaseChange[] = [];
  let failure: { readonly error: Error; readonly keeps: boolean } | undefined;
  const take = async <T extends { readonly id: string }>(list: T[], one: T): Promise<{ reference: string }> => {
    if (failure && !failure.keeps) throw failure.error;
    if (!list.some(({ id }) => id === one.id)) list.push(one);
    if (failure) throw failure.error;
    return { reference: `W-${one.id.slice(-6)}` };
  };
  const instance: LineOfBusinessInstance = {
    check: async () => ({ ok: true }),
    create: (one) => take(cases, one),
    ...(without.includes('update') ? {} : { update: (word: OutgoingUpdate) => take(updates, word) }),
    ...(without.includes('cancel') ? {} : { cancel: (one: Cancellation) => take(cancellations, one) }),
    ...(without.includes('addFile') ? {} : { addFile: (one: AddedFile) => take(added, one) }),
    changesSince: async (cursor) => {
      if (failure) throw failure.error;
      const from = Number(cursor ?? 0);
      const until = Math.min(from + 2, changes.length);
      const hasMore = until < changes.length;
      return { changes: changes.slice(from, until), cursor: hasMore ? String(until) : '0', hasMore };
    },
  };
  return {
    ...{ cases, updates, cancellations, added },
    adapter: anAdapter('line-of-business', instance, { name: 'works', ...about }),
    fail: (error, how) => void (failure = error && { error, keeps: how === 'keeps-it' }),
    say: (change) => void changes.push({ at: 0, status: null, comment: null, ...change }),
  };
}
