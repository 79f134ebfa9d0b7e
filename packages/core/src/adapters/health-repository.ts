import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AdapterHealth, LoggedCall } from './types.js';

interface StateRow {
  instance: string;
  paused_at: Instant | null;
  paused_by_name: string | null;
  failures: number;
  rests_until_at: Instant;
  last_success_at: Instant | null;
  last_failure_at: Instant | null;
  last_code: string | null;
  last_failure: string | null;
  checked_at: Instant | null;
  check_code: string | null;
  check_detail: string | null;
}

const states = statement<Record<string, never>, StateRow>(
  `select instance, paused_at, paused_by_name, failures, rests_until_at, last_success_at, last_failure_at, last_code,
     last_failure, checked_at, check_code, check_detail from @adapter_states`,
);

/** An instance that was never asked anything. */
export const untried = (instance: string): AdapterHealth => ({
  ...{
    instance,
    pausedAt: null,
    pausedByName: null,
    failures: 0,
    restsUntil: 0,
    lastSuccessAt: null,
    lastFailureAt: null,
  },
  ...{ lastCode: null, lastFailure: null, checkedAt: null, checkCode: null, checkDetail: null },
});

/** How every instance is that was ever asked anything, by its name: there are as many as adapters. */
export async function readHealth(db: Reads): Promise<Map<string, AdapterHealth>> {
  return new Map((await db.all(states, {})).map((row) => [row.instance, toHealth(row)]));
}

function toHealth(row: StateRow): AdapterHealth {
  return {
    instance: row.instance,
    pausedAt: row.paused_at,
    pausedByName: row.paused_by_name,
    failures: row.failures,
    restsUntil: row.rests_until_at,
    lastSuccessAt: row.last_success_at,
    lastFailureAt: row.last_failure_at,
    lastCode: row.last_code as AdapterErrorCode | null,
    lastFailure: row.last_failure,
    checkedAt: row.checked_at,
    checkCode: row.check_code as AdapterErrorCode | null,
    checkDetail: row.check_detail,
  };
}

const begin = statement<{ instance: string }, never>(
  'insert into adapter_states (instance) values (:instance) on conflict (instance) do nothing',
);
const succeeded = statement<{ instance: string; now: Instant }, never>(
  'update adapter_states set failures = 0, rests_until_at = 0, last_success_at = :now where instance = :instance',
);
const failed = statement<{ instance: string; now: Instant; code: string; words: string }, { failures: number }>(
  `update adapter_states set failures = failures + 1, last_failure_at = :now, last_code = :code, last_failure = :words
   where instance = :instance returning failures`,
);
const checked = statement<{ instance: string; now: Instant; code: string | null; detail: string | null }, never>(
  'update adapter_states set checked_at = :now, check_code = :code, check_detail = :detail where instance = :instance',
);

export async function keepSuccess(db: Writes, instance: string, now: Instant): Promise<void> {
  await db.run(begin, { instance });
  await db.run(succeeded, { instance, now });
}

export async function keepFailure(
  db: Writes,
  instance: string,
  failure: {
    readonly now: Instant;
    readonly code: AdapterErrorCode;
    readonly words: string;
    /** How long it rests after so many failures one after another; 0: it doesn't. */
    readonly restMsAfter: (failures: number) => number;
  },
): Promise<void> {
  const { now, code, words, restMsAfter } = failure;
  await db.run(begin, { instance });
  const [row] = await db.all(failed, { instance, now, code, words });
  const restMs = restMsAfter(row?.failures ?? 0);
  if (restMs > 0) await db.update('adapter_states', { instance }, { rests_until_at: now + restMs });
}

export async function keepCheck(
  db: Writes,
  instance: string,
  now: Instant,
  fault: { readonly code: AdapterErrorCode; readonly detail: string } | null,
): Promise<void> {
  await db.run(begin, { instance });
  await db.run(checked, { instance, now, code: fault?.code ?? null, detail: fault?.detail ?? null });
}

/** Pauses an instance, or lets it go on: that ends its rest as well. Without a name it was paused by itself. */
export async function keepPause(
  db: Writes,
  instance: string,
  paused: { readonly at: Instant; readonly byName: string | null } | null,
): Promise<void> {
  await db.run(begin, { instance });
  const rested = paused === null ? { rests_until_at: 0, failures: 0 } : {};
  const row = { paused_at: paused?.at ?? null, paused_by_name: paused?.byName ?? null, ...rested };
  await db.update('adapter_states', { instance }, row);
}

export async function insertCalls(db: Writes, calls: readonly LoggedCall[]): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({
    ...{ id: call.id, instance: call.instance, delivery_id: call.deliveryId, at: call.at, method: call.method },
    ...{ address: call.address, status: call.status, reason: call.reason },
    ...{ sent_bytes: call.sentBytes, answer_bytes: call.answerBytes },
  }));
  await db.insert('adapter_calls', rows);
}

interface CallRow {
  id: string;
  instance: string;
  delivery_id: string | null;
  at: Instant;
  method: string;
  address: string;
  status: number | null;
  reason: string | null;
  sent_bytes: number;
  answer_bytes: number;
}

// Relies on adapter_calls_instance_at_id_idx.
const lately = statement<{ instance: string; limit: number }, CallRow>(
  `select id, instance, delivery_id, at, method, address, status, reason, sent_bytes, answer_bytes from @adapter_calls
   where instance = :instance order by at desc, id desc limit :limit`,
);

/** An instance's latest calls, the newest first. */
export async function listCalls(db: Reads, instance: string, limit: number): Promise<LoggedCall[]> {
  return (await db.all(lately, { instance, limit })).map((row) => ({
    ...{ id: row.id, instance: row.instance, deliveryId: row.delivery_id, at: row.at, method: row.method },
    ...{ address: row.address, status: row.status, reason: row.reason },
    ...{ sentBytes: row.sent_bytes, answerBytes: row.answer_bytes },
  }));
}

// Relies on adapter_calls_at_idx.
const forget = statement<{ before: Instant }, never>('delete from adapter_calls where at < :before');

export function forgetCalls(db: Writes, before: Instant): Promise<number> {
  return db.run(forget, { before });
}
