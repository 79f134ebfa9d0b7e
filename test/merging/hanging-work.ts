import { proposeAlert } from '#core/alerts/index.js';
import { joinCase } from '#core/cases/commands/join-case.js';
import { removeOccupancy } from '#core/customers/commands/remove-occupancy.js';
import { addOccupancy, recordConsent, withdrawConsent } from '#core/customers/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from '../tenancy/seed.js';

/** A row that hangs on a customer: whose it is, when nothing is merged. */
export interface HangingRow {
  readonly table: string;
  readonly column: string;
  readonly id: string;
  owner: number;
}

/** What can be hung on a customer by one command, and taken off again. */
export type HangingOp =
  | { readonly does: 'alert' | 'consent' | 'occupancy' | 'join-case'; readonly one: number }
  | { readonly does: 'withdraw-consent' | 'remove-occupancy'; readonly pick: number };

interface People {
  readonly rows: HangingRow[];
  /** The id of whoever a record is part of now. */
  readonly currentId: (record: number) => string;
  readonly currentOf: (record: number) => number;
  readonly versionOf: (record: number) => Promise<number>;
  readonly newWord: () => string;
}

/** Alerts, consents, occupancies and cases that others joined. */
export function hangingWork(world: TestWorld, { actor, placeId, caseId }: Seeded, people: People) {
  const { rows, currentId, currentOf, versionOf, newWord } = people;
  const add = (table: string, id: string, record: number): void => {
    rows.push({ table, column: 'customer_id', id, owner: currentOf(record) });
  };
  const pickOf = (table: string, pick: number): HangingRow | undefined => {
    const there = rows.filter((row) => row.table === table);
    return there[pick % Math.max(there.length, 1)];
  };

  return {
    alert: async ({ one }: { one: number }) => {
      const words = { advice: 'Visit in pairs', reason: newWord(), reviewOn: '2027-01-10', until: '2027-02-28' };
      const alert = { customerId: currentId(one), kind: 'visit-in-pairs', ...words } as const;
      add('alerts', (await world.run(actor, proposeAlert, alert)).id, one);
    },
    consent: async ({ one }: { one: number }) => {
      const about = { purpose: 'survey', lawfulBasis: 'consent', evidence: 'Said so' } as const;
      const consent = { customerId: currentId(one), ...about, wordingVersion: newWord() };
      add('consents', (await world.run(actor, recordConsent, consent)).id, one);
    },
    occupancy: async ({ one }: { one: number }) => {
      // A day of its own: the same place on the same days is refused.
      const on = new Date(Date.UTC(1990, 0, 1) + rows.length * 86_400_000).toISOString().slice(0, 10);
      const days = { fromOn: on, toOn: on };
      const occupancy = { customerId: currentId(one), address: { placeId }, role: 'landlord', ...days } as const;
      add('occupancies', (await world.run(actor, addOccupancy, occupancy)).id, one);
    },
    'join-case': async ({ one }: { one: number }) => {
      const customerId = currentId(one);
      await world.run(actor, joinCase, { caseId, customerId });
      const db = world.kernel.db.read(everyAuthority);
      const found = db.from('case_subscribers').where({ case_id: caseId, customer_id: customerId }).select('id');
      for (const { id } of await db.rows<{ id: string }>(found))
        if (!rows.some((row) => row.id === id)) add('case_subscribers', id, one);
    },
    'withdraw-consent': async ({ pick }: { pick: number }) => {
      const row = pickOf('consents', pick);
      if (row) await world.run(actor, withdrawConsent, { id: row.id });
    },
    'remove-occupancy': async ({ pick }: { pick: number }) => {
      const row = pickOf('occupancies', pick);
      if (!row) return;
      const expectedVersion = await versionOf(currentOf(row.owner));
      await world.run(actor, removeOccupancy, { id: row.id, customerId: currentId(row.owner), expectedVersion });
      rows.splice(rows.indexOf(row), 1);
    },
  };
}
