import { pauseAdapter } from '../../adapters/index.js';
import { listAuthorities } from '../../authorities/index.js';
import { listQueue, sendOutside } from '../../cases/index.js';
import { sendMessage } from '../../correspondence/index.js';
import { runCommand } from '../../kernel/command.js';
import { badInput, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { runQuery } from '../../kernel/query.js';
import { demoActor } from './load/load-authorities.js';

const use = '@moothall/adapter-sandbox/notifications';
const useForCards = '@moothall/adapter-sandbox/payments';
const useForWork = '@moothall/adapter-sandbox/line-of-business';
const useForStaff = '@moothall/adapter-sandbox/staff-directory';
const useForAddresses = '@moothall/adapter-sandbox/addresses';

/**
 * The demo's connections, as `moothall.yaml` has them. None reaches anything: one works, one is paused, the printers of
 * one refuse what the sandbox is told to refuse, so that it is given up, a depot takes what is dumped on streets,
 * Dunmere's cards are taken by a provider that takes nobody's money, Westmoor's directory lists so few that what it says
 * waits for somebody to look at, and Castlebridge looks addresses up that aren't here yet.
 */
export const demoConnections = {
  gateway: { use, settings: { channels: ['email', 'text'] } },
  dunmere: { use, authorities: ['dunmere'] },
  printers: { use, authorities: ['westmoor'], settings: { channels: ['letter'] } },
  card: { use: useForCards, authorities: ['dunmere'] },
  depot: {
    use: useForWork,
    authorities: ['castlebridge'],
    services: ['fly-tipping'],
    settings: { reports: { status: 'scheduled', words: 'On a round' } },
  },
  addresses: { use: useForAddresses, authorities: ['castlebridge'] },
  staff: {
    use: useForStaff,
    authorities: ['westmoor'],
    settings: {
      people: [
        { name: 'Helen Tranter', email: 'helen.tranter@westmoor.example', jobTitle: 'Head of systems' },
        { name: 'Rhodri Askew', email: 'rhodri.askew@westmoor.example', jobTitle: 'Customer adviser' },
      ],
    },
  },
} as const;

const letters = 3;

/** Pauses Dunmere's connection, and gives the printers and the depot something. The kernel has the connections. */
export async function useConnections(kernel: Kernel): Promise<void> {
  await runCommand(kernel, demoActor, pauseAdapter, { name: 'dunmere', does: 'pause' });
  const councils = new Map((await listAuthorities(kernel)).map(({ slug, id }) => [slug, id]));
  await writeLetters(kernel, councils.get('westmoor'));
  await fillDepot(kernel, councils.get('castlebridge'));
}

/** Letters that are refused. */
async function writeLetters(kernel: Kernel, authority: number | undefined): Promise<void> {
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority, limit: 50 });
  let written = 0;
  for (const { id: caseId, customerId, restricted } of items) {
    if (written === letters) break;
    if (customerId !== null && !restricted && (await writeLetter(kernel, caseId))) written += 1;
  }
}

/** Some of what was dumped is at the depot, which has it on a round. */
async function fillDepot(kernel: Kernel, authority: number | undefined): Promise<void> {
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority, service: 'fly-tipping', limit: 3 });
  for (const { id: caseId } of items) await runCommand(kernel, demoActor, sendOutside, { caseId });
}

/** Whether one may go to them by letter. */
async function writeLetter(kernel: Kernel, caseId: string): Promise<boolean> {
  const about = { caseId, channel: 'letter', subject: '{service}: {reference}' } as const;
  const words = 'Dear {customer-name},\n\nWe are on it, and aim to finish: {due-date}.\n\n{team}\n{council}';
  // The sandbox does as the last line says.
  const body = `${words}\n\nFor the printers: sandbox:refused`;
  try {
    return (await runCommand(kernel, demoActor, sendMessage, { ...about, body })).state === 'waiting';
  } catch (error) {
    if (isError(error, badInput.code)) return false; // no address is known
    throw error;
  }
}
