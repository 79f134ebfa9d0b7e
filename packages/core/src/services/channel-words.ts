import type { Channel } from './types.js';

/** By which way somebody gets in touch: a choice, a row of a table. */
export const channelWords: Readonly<Record<Channel, string>> = {
  telephone: 'Telephone',
  counter: 'At the counter',
  email: 'Email',
  text: 'Text message',
  web: 'Web form',
  letter: 'Letter',
  chat: 'Web chat',
};
