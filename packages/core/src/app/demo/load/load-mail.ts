import { keepMail } from '../../../correspondence/index.js';
import { HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { AuthorityId } from '../../../kernel/scope.js';
import { demoActor } from './load-authorities.js';

const mails = [
  {
    council: 'dunmere',
    ageMs: 3 * HOUR_MS,
    ...{ fromName: 'Idris Probert', fromAddress: 'idris.probert@mail.example', subject: 'Skip on our road' },
    body: 'Hello,\n\nthe skip outside number 12 has no lights on it at night. Is it licensed?\n\nIdris Probert',
    ...{ leftOut: 'Left out: skip.exe, which is empty, too large or of a kind that isn’t kept.', aside: null },
  },
  {
    council: 'dunmere',
    ageMs: 40 * MINUTE_MS,
    ...{ fromName: 'Sunita Rao', fromAddress: 'sunita@rao.example', subject: 'Gofyn am fin brown' },
    ...{
      body: 'Annwyl gyngor,\n\nhoffwn gael bin brown, os gwelwch yn dda.\n\nDiolch, Sunita',
      leftOut: null,
      aside: null,
    },
  },
  {
    council: 'dunmere',
    ageMs: 26 * HOUR_MS,
    ...{
      fromName: 'Quarry Lane Stores',
      fromAddress: 'shop@quarrylane.example',
      subject: 'Out of office: Your report',
    },
    ...{ body: 'We are closed until Monday.', leftOut: null, aside: 'automatic' },
  },
  {
    council: 'westmoor',
    ageMs: 2 * HOUR_MS,
    ...{ fromName: '', fromAddress: 'neighbour@mail.example', subject: '' },
    ...{ body: 'The street light is out again.', leftOut: null, aside: null },
  },
  {
    council: 'dunmere',
    ageMs: 25 * MINUTE_MS,
    ...{ channel: 'text', fromName: '', fromAddress: '+447700900518', subject: '' },
    ...{
      body: 'You said the crew would come back today for the brown bin. It is still out.',
      leftOut: null,
      aside: null,
    },
  },
] as const;

/** Mail and a text message that came in to Dunmere and Westmoor: to place, and set aside. */
export async function loadMail(kernel: Kernel, authorities: ReadonlyMap<string, AuthorityId>): Promise<void> {
  const now = kernel.clock.now();
  for (const [index, { council, ageMs, ...mail }] of mails.entries()) {
    const about = { instance: `inbox-${council}`, key: `demo/${index + 1}`, receivedAt: now - ageMs };
    const authorityId = authorities.get(council);
    await runCommand(kernel, demoActor, keepMail, { ...mail, ...about, authorityId, answersId: null, files: [] });
  }
}
