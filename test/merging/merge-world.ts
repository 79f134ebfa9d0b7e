import { logCase } from '#core/cases/index.js';
import {
  addContactPoint,
  addIdentifier,
  addRelationship,
  addRepresentation,
  createCustomer,
  editCustomer,
} from '#core/customers/index.js';
import { mergeCustomers, unMergeCustomers } from '#core/customers/index.js';
import { startInteraction } from '#core/interactions/index.js';
import { AppError } from '#core/kernel/errors.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from '../tenancy/seed.js';
import { hangingWork, type HangingOp, type HangingRow } from './hanging-work.js';

/** Something that somebody does; records are told by their place, what is there by any number. */
export type Op =
  | { readonly does: 'merge'; readonly one: number; readonly other: number; readonly whose: boolean }
  | { readonly does: 'un-merge'; readonly pick: number; readonly take: readonly number[] }
  | { readonly does: 'log-case' | 'contact' | 'add-identifier' | 'edit'; readonly one: number }
  | { readonly does: 'add-number'; readonly one: number; readonly preferred: boolean }
  | { readonly does: 'represent' | 'relate'; readonly one: number; readonly other: number }
  | HangingOp;

/** People who are merged and un-merged, and what should be true of them: the model is a list of owners and a tree. */
export interface MergeWorld {
  play(op: Op): Promise<void>;
  /** Un-merges one of what is merged; false when nothing is. */
  unMergeAny(): Promise<boolean>;
  holders(): Promise<Readonly<Record<string, number>>>;
  expectedHolders(): Readonly<Record<string, number>>;
  titles(): Promise<readonly (string | null)[]>;
  expectedTitles(): readonly (string | null)[];
  foundByOldNames(): Promise<readonly number[]>;
  expectedByOldNames(): readonly number[];
  doublyPreferred(): Promise<readonly string[]>;
  mergedWithTokens(): Promise<readonly string[]>;
}

interface Edge {
  readonly id: string;
  readonly merged: number;
  readonly survivor: number;
}

const letters = 'abcdefghij';
let made = 0;

/** A word that no other record bears. */
function newWord(): string {
  made += 1;
  return `qu${[...String(made)].map((digit) => letters[Number(digit)]).join('')}x`;
}

export async function mergeWorld(world: TestWorld, at: Seeded, count: number): Promise<MergeWorld> {
  const { authorityId, actor } = at;
  const ids: string[] = [];
  const names: string[] = [];
  const titles: string[] = [];
  const rows: HangingRow[] = [];
  let edges: Edge[] = [];
  const parentOf = (record: number) => edges.find(({ merged }) => merged === record)?.survivor;
  const rootOf = (record: number): number => {
    const parent = parentOf(record);
    return parent === undefined ? record : rootOf(parent);
  };
  const idOf = (record: number): string => ids[record] ?? '';
  const add = (table: string, id: string, owner: number, column = 'customer_id') =>
    rows.push({ table, column, id, owner });
  const stored = <R>(table: string): Promise<R[]> => {
    const db = world.kernel.db.read(everyAuthority);
    return db.rows<R>(db.from(table).select('*'));
  };
  const versionOf = async (record: number): Promise<number> => {
    const found = await stored<{ id: string; version: number }>('customers');
    return found.find(({ id }) => id === idOf(record))?.version ?? 0;
  };

  for (let index = 0; index < count; index += 1) {
    const [lastName, title] = [newWord(), newWord()];
    const input = { authorityId, firstName: 'Una', lastName, title, confirmedNew: true };
    ids.push((await world.run(actor, createCustomer, input)).id);
    names.push(lastName);
    titles.push(title);
    await addNumber(index, true);
  }

  async function addNumber(record: number, preferred: boolean): Promise<void> {
    made += 1;
    const value = `01632 96${String(made % 10_000).padStart(4, '0')}`;
    const point = { customerId: idOf(record), kind: 'telephone', value, label: newWord(), preferred } as const;
    const { id } = await world.run(actor, addContactPoint, point);
    if (!rows.some((row) => row.id === id)) add('contact_points', id, record);
  }

  async function merge(one: number, other: number, whose: boolean): Promise<void> {
    const [survivor, merged] = [rootOf(one), rootOf(other)];
    if (survivor === merged) return;
    const choice = whose ? 'merged' : 'survivor';
    const { id } = await world.run(actor, mergeCustomers, {
      survivorId: idOf(survivor),
      survivorVersion: await versionOf(survivor),
      mergedId: idOf(merged),
      mergedVersion: await versionOf(merged),
      choices: { title: choice },
      preferred: { telephone: choice },
      reason: 'One person',
    });
    edges = [...edges, { id, merged, survivor }];
  }

  async function unMerge({ id, merged, survivor }: Edge, taking: readonly number[]): Promise<void> {
    const chain = [survivor];
    for (let next = parentOf(survivor); next !== undefined; next = parentOf(next)) chain.push(next);
    const takeable = rows.filter(({ table, owner }) => table === 'cases' && chain.includes(owner));
    const taken = new Set(taking.flatMap((number) => takeable[number % Math.max(takeable.length, 1)] ?? []));
    const take = [...taken].map((row) => row.id);
    await world.run(actor, unMergeCustomers, { mergeId: id, reason: 'Two people', take });
    for (const row of taken) row.owner = merged;
    edges = edges.filter((edge) => edge.id !== id);
  }

  const work: { readonly [D in Op['does']]: (op: Extract<Op, { does: D }>) => Promise<void> } = {
    merge: ({ one, other, whose }) => merge(one, other, whose),
    'un-merge': async ({ pick, take }) => {
      const edge = edges[pick % Math.max(edges.length, 1)];
      if (edge) await unMerge(edge, take);
    },
    'log-case': async ({ one }) => {
      const location = { text: '4 Quarry Lane', postcode: 'DM4 2LL' };
      const input = { serviceId: at.serviceId, answers: { bin: 'rubbish' }, location, customerId: idOf(one) };
      const { id } = await world.run(actor, logCase, input);
      add('cases', id, rootOf(one));
    },
    contact: async ({ one }) => {
      const input = { channel: 'telephone', authorityId, customerId: idOf(one) } as const;
      const { id } = await world.run(actor, startInteraction, input);
      add('interactions', id, rootOf(one));
    },
    'add-number': ({ one, preferred }) => orMerged(one, () => addNumber(one, preferred)),
    'add-identifier': ({ one }) =>
      orMerged(one, async () => {
        const identifier = { customerId: idOf(one), register: 'housing', type: 'tenancy', value: newWord() };
        add('identifiers', (await world.run(actor, addIdentifier, identifier)).id, one);
      }),
    represent: async ({ one, other }) => {
      const [customer, acting] = [rootOf(one), rootOf(other)];
      if (customer === acting) return;
      const who = { customerId: idOf(customer), representativeId: idOf(acting) };
      const input = { ...who, role: 'carer', covers: 'Everything', evidenceKind: 'spoken-consent' } as const;
      const { id } = await world.run(actor, addRepresentation, input);
      add('representations', id, customer);
      add('representations', id, acting, 'representative_id');
    },
    relate: async ({ one, other }) => {
      const [customer, related] = [rootOf(one), rootOf(other)];
      if (customer === related) return;
      const who = { customerId: idOf(customer), otherId: idOf(related) };
      const { id } = await world.run(actor, addRelationship, { ...who, relation: 'sibling' });
      if (rows.some((row) => row.id === id)) return;
      add('relationships', id, customer);
      add('relationships', id, related, 'other_id');
    },
    edit: ({ one }) =>
      orMerged(one, async () => {
        const title = newWord();
        const input = { id: idOf(one), expectedVersion: await versionOf(one), changes: { title } };
        await world.run(actor, editCustomer, input);
        titles[one] = title;
      }),
    ...hangingWork(world, at, {
      rows,
      currentId: (record) => idOf(rootOf(record)),
      currentOf: rootOf,
      versionOf,
      newWord,
    }),
  };

  /** What is part of another is changed through that one only. */
  async function orMerged(record: number, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'customer_merged') throw error;
      if (error.facts['survivorId'] !== idOf(rootOf(record)) || rootOf(record) === record) throw error;
      return;
    }
    if (rootOf(record) !== record) throw new Error('a merged record was changed');
  }

  const keyOf = ({ table, column, id }: HangingRow): string => `${table}.${column} ${id}`;
  return {
    play: (op) => (work[op.does] as (op: Op) => Promise<void>)(op),
    unMergeAny: async () => {
      const edge = edges[Math.floor(edges.length / 2)];
      if (edge) await unMerge(edge, []);
      return edge !== undefined;
    },
    holders: async () => {
      const held: Record<string, number> = {};
      for (const table of new Set(rows.map((row) => row.table))) {
        const found = new Map((await stored<Record<string, string>>(table)).map((row) => [row['id'], row]));
        for (const row of rows.filter((each) => each.table === table))
          held[keyOf(row)] = ids.indexOf(found.get(row.id)?.[row.column] ?? '');
      }
      return held;
    },
    expectedHolders: () => Object.fromEntries(rows.map((row) => [keyOf(row), rootOf(row.owner)])),
    titles: async () => {
      const found = await stored<{ id: string; title: string | null }>('customers');
      return ids.map((id) => found.find((row) => row.id === id)?.title ?? null);
    },
    expectedTitles: () => titles,
    foundByOldNames: async () => {
      const found = await stored<{ id: string; search_tokens: string }>('customers');
      return names.flatMap((name) =>
        found.filter((row) => row.search_tokens.includes(`\nn:${name}|`)).map(({ id }) => ids.indexOf(id)),
      );
    },
    expectedByOldNames: () => names.map((_, record) => rootOf(record)),
    doublyPreferred: async () => {
      const points = await stored<{ customer_id: string; preferred: number }>('contact_points');
      return ids.filter(
        (id) =>
          points.filter((one) => one.customer_id === id && one.preferred === 1).length !== 1 &&
          rootOf(ids.indexOf(id)) === ids.indexOf(id),
      );
    },
    mergedWithTokens: async () => {
      const found = await stored<{ id: string; search_tokens: string }>('customers');
      const merged = ids.filter((_, record) => rootOf(record) !== record);
      return found.filter(({ id, search_tokens }) => merged.includes(id) && search_tokens !== '').map(({ id }) => id);
    },
  };
}
