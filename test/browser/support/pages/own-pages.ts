import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { createPasswordLink } from '#core/identity/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, type Pages } from './visit.js';

const as = 'priya.nair';
const administrator = 'helen.tranter';

/** Signing in, one's own account, and the administrators' pages about staff. */
export const ownPages: Pages = {
  '/sign-in': [
    { state: 'empty', path: '/sign-in' },
    { state: 'error', path: '/sign-in', then: sendAsItIs },
  ],
  '/sign-in/password/:token': [
    { state: 'empty', path: () => passwordLink('Imran Malik') },
    { state: 'error', path: () => passwordLink('Piotr Nowak'), then: sendAsItIs },
    { state: 'used or too old', path: `/sign-in/password/${'x'.repeat(43)}` },
  ],
  'any other address': [
    { state: 'nothing is there', as, path: '/desk/nothing-is-here' },
    { state: 'another council’s case', as: 'kwame.mensah', path: ofCase() },
  ],
  '/desk/me': [{ state: 'full', as, path: '/desk/me' }],
  '/desk/me/away': [
    { state: 'empty', as: 'janet.oakley', path: '/desk/me/away' },
    { state: 'error', as, path: '/desk/me/away', then: sendAsItIs },
    { state: 'away', as: 'tom.beddoes', path: '/desk/me/away', then: goAway },
  ],
  '/desk/me/password': [
    { state: 'empty', as, path: '/desk/me/password' },
    { state: 'error', as, path: '/desk/me/password', then: sendAsItIs },
  ],
  '/desk/me/second-factor': [
    { state: 'full', as, path: '/desk/me/second-factor' },
    { state: 'error', as, path: '/desk/me/second-factor', then: sendAsItIs },
  ],
  '/desk/me/recovery-codes': [
    { state: 'empty', as, path: '/desk/me/recovery-codes' },
    { state: 'error', as, path: '/desk/me/recovery-codes', then: sendAsItIs },
  ],
  '/desk/me/tokens/new': [
    { state: 'empty', as: administrator, path: '/desk/me/tokens/new' },
    { state: 'error', as: administrator, path: '/desk/me/tokens/new', then: sendAsItIs },
  ],
  '/desk/me/unsent': [{ state: 'empty', as, path: '/desk/me/unsent' }],
  '/desk/admin/staff': [
    { state: 'full', as: administrator, path: '/desk/admin/staff' },
    { state: 'nothing found', as: administrator, path: '/desk/admin/staff?name=nobody-of-this-name' },
    { state: 'not allowed', as, path: '/desk/admin/staff' },
  ],
  '/desk/admin/staff/new': [
    { state: 'empty', as: administrator, path: '/desk/admin/staff/new' },
    { state: 'error', as: administrator, path: '/desk/admin/staff/new', then: sendAsItIs },
  ],
  '/desk/admin/staff/:id': [
    {
      state: 'full',
      as: administrator,
      path: async () => {
        const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: 'Imran Malik' });
        return `/desk/admin/staff/${id}`;
      },
    },
  ],
};

async function goAway(page: Page): Promise<void> {
  await page.getByLabel('First day').fill('2026-11-16');
  await page.getByLabel('Last day').fill('2026-11-20');
  await page.getByLabel('Who stands in').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('stands in for you').waitFor();
}

/** What an administrator gives to somebody who can't sign in. A person's newest link ends the one before. */
async function passwordLink(name: string): Promise<string> {
  const { kernel } = partnership();
  const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: name });
  const token = randomBytes(32).toString('base64url');
  const input = { personId: id, tokenHash: hashSecret(token) };
  await runCommand(kernel, systemActor('looks at the page'), createPasswordLink, input);
  return `/sign-in/password/${token}`;
}
