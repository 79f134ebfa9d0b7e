import { writeBulletin } from '../../../bulletins/index.js';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { serviceOf, type LoadedCatalogue } from './load-catalogue.js';

/** The day's urgent notices: a bin round that failed this morning, and snow that is coming over the moor. */
export async function loadBulletins(
  kernel: Kernel,
  { authorities, catalogue }: { readonly authorities: LoadedAuthorities; readonly catalogue: LoadedCatalogue },
): Promise<void> {
  const now = kernel.clock.now();
  await runCommand(kernel, demoActor, writeBulletin, {
    authorityId: authorities.ids.get('dunmere'),
    title: 'This morning’s bin round failed',
    body: 'The lorry broke down. Crews go out again tomorrow from 7am: ask people to leave their bins out. Log nothing for today’s round.',
    keywords: 'bins, rubbish, recycling, missed collection',
    serviceId: serviceOf(catalogue, 'dunmere', 'missed-bin-collection').id,
    startsAt: now - HOUR_MS,
    endsAt: now + DAY_MS,
  });
  await runCommand(kernel, demoActor, writeBulletin, {
    authorityId: authorities.ids.get('westmoor'),
    title: 'Snow on the high roads tonight',
    body: 'Gritters are out from 6pm. School closures are on the website from 7am; nobody knows of any yet.',
    titleCy: 'Eira ar y ffyrdd uchel heno',
    bodyCy: 'Mae’r lorïau graean allan o 6pm. Bydd ysgolion sydd ar gau ar y wefan o 7am; does dim yn hysbys eto.',
    keywords: 'snow, ice, grit, school closures',
    startsAt: now - HOUR_MS,
    endsAt: now + DAY_MS,
  });
}
