import type { Page } from 'playwright-core';
import { everyAuthority } from '#core/kernel/scope.js';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import type { Pages } from './visit.js';

const administrator = 'helen.tranter';
const officer = 'janet.oakley';
const list = '/desk/admin/adapters';

/** Connections to other systems. */
export const adapterPages: Pages = {
  '/desk/admin/adapters': [
    { state: 'full', as: administrator, path: list },
    { state: 'not allowed', as: officer, path: list },
  ],
  '/desk/admin/adapters/:instance': [
    { state: 'full', as: administrator, path: `${list}/trial` },
    { state: 'given up', as: administrator, path: withSomeGivenUp },
    { state: 'done by hand without a reference', as: administrator, path: withSomeGivenUp, then: sayByHand },
    { state: 'empty', as: administrator, path: `${list}/trial?state=cancelled` },
    { state: 'absent', as: administrator, path: `${list}/nothing` },
    { state: 'not allowed', as: officer, path: `${list}/trial` },
  ],
};

/** As if the far end had refused two messages, and made some calls. */
async function withSomeGivenUp(): Promise<string> {
  const { kernel } = partnership();
  const at = kernel.clock.now() - 3_600_000;
  const { id: authority_id } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'westmoor' });
  const delivery = (number: number) => ({
    ...{ id: `01900000-0000-7000-8000-00000000000${number}`, authority_id, operation: 'notifications.send' },
    ...{ subject_id: `01900000-0000-7000-8000-0000000000a${number}`, idempotency_key: `trial ${number}` },
    ...{ order_key: `trial ${number}`, variant: 'email', instance: 'trial', state: 'dead', attempts: number },
    ...{ queued_at: at, next_try_at: at, settled_at: at, code: 'refused', note: 'The address was refused.' },
  });
  const call = {
    ...{ id: '01900000-0000-7000-8000-0000000000b1', instance: 'trial', at, method: 'POST' },
    ...{ address: 'mail.example/v1/messages', status: 400, sent_bytes: 340, answer_bytes: 52 },
  };
  const db = kernel.db.read(everyAuthority);
  const [made] = await db.rows(db.from('deliveries').where({ instance: 'trial' }).select('id'));
  if (!made)
    await kernel.db.write(everyAuthority, async (writes) => {
      await writes.insert('deliveries', [delivery(1), delivery(2)]);
      await writes.insert('adapter_calls', call);
    });
  return `${list}/trial`;
}

async function sayByHand(page: Page): Promise<void> {
  await page.getByText('It was done by hand').first().click();
  await page.getByRole('button', { name: 'Done by hand' }).first().click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
}
