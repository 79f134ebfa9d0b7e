import { z } from 'zod';
import type { Listener } from '../../adapters/index.js';
import { withoutCards } from '../../cases/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { cleanWords } from './clean-words.js';
import { councilOf } from './council-of.js';
import { keepMail } from './keep-mail.js';
import { isKept } from './mails-repository.js';

const actor = systemActor('a text message came in');
const heldCard = 'What was written holds what looks like a card number, and is not kept. Ask whoever sent it.';
const Said = z.looseObject({ from: z.string().max(40), text: z.string() });

/** Hears of text messages that people sent to a council's number, and keeps each once, as mail is kept. */
export const textListener: Listener = {
  kind: 'notifications',
  what: 'text',
  take: async (kernel, one, { key, said, happenedAt: receivedAt }, alongside) => {
    const { from, text } = Said.parse(said);
    const authorityId = await councilOf(kernel, one);
    // Settled, it would be gone: it waits for the configuration as long as other news that can't be taken in.
    if (authorityId === undefined)
      throw new Error(`text messages are one council’s: name it under adapters.${one.name}`);
    if (await isKept(kernel.db.read(everyAuthority), one.name, key)) {
      await kernel.db.write(everyAuthority, alongside);
      return 'taken';
    }
    const mail = {
      ...{ authorityId, channel: 'text', instance: one.name, key, receivedAt, fromName: '', subject: '' },
      fromAddress: cleanWords(from).trim().toLowerCase(),
      body: withoutCards(cleanWords(text).trim().slice(0, 10_000), heldCard),
      ...{ leftOut: null, answersId: null, aside: null, files: [] },
    };
    await runCommand(kernel, actor, keepMail, mail, { alongside });
    return 'taken';
  },
};
