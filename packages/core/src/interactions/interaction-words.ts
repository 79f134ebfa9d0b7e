import type { Channel, Outcome } from './types.js';

/** A contact by its channel: "Telephone call". */
export const contactWords: Readonly<Record<Channel, string>> = {
  telephone: 'Telephone call',
  counter: 'At the counter',
  email: 'Email',
  text: 'Text message',
  web: 'On the web',
  letter: 'Letter',
  chat: 'Chat',
};

/** How an enquiry ended, after its words. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  resolved: 'answered',
  logged: 'logged',
  passed: 'passed on',
  abandoned: 'broken off',
};
