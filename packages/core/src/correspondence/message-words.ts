import type { Tone } from '../web/components.js';
import type { Caution, Message, MessageChannel, MessageLanguage, MessageState, Occasion } from './types.js';

export const channelNames: Readonly<Record<MessageChannel, string>> = {
  email: 'Email',
  text: 'Text message',
  letter: 'Letter',
};

export const languageNames: Readonly<Record<MessageLanguage, string>> = { en: 'English', cy: 'Welsh' };

export const cautionWords: Readonly<Record<Caution, string>> = {
  'restricted-customer': 'This person’s record is restricted.',
  'restricted-case': 'This case is restricted.',
  died: 'This person has died.',
};

export const stateNames: Readonly<Record<MessageState, string>> = {
  held: 'To confirm',
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  printed: 'Printed',
  cancelled: 'Cancelled',
};

export const stateTones: Readonly<Record<MessageState, Tone>> = {
  held: 'warning',
  waiting: 'info',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  printed: 'good',
  cancelled: 'neutral',
};

export const occasionNames: Readonly<Record<Occasion, string>> = {
  'by-hand': 'Chosen by whoever writes',
  logged: 'When a case is logged',
  status: 'When a case reaches a status',
  closed: 'When a case is closed',
  reopened: 'When a case is opened again',
  survey: 'When a contact was drawn for the survey',
};

/** What a message waits for, or how it ended, in a sentence. */
export function stateSentence({ state, channel, stateNote }: Pick<Message, 'state' | 'channel' | 'stateNote'>): string {
  switch (state) {
    case 'held':
      return 'Nobody has confirmed yet that it may go.';
    case 'waiting':
      if (stateNote !== null) return `It will be tried again: ${stateNote}`;
      return channel === 'letter'
        ? 'It waits to be printed, or for an adapter that posts letters.'
        : `It waits for a ${channel === 'email' ? 'mail' : 'text message'} adapter. Print it as a letter if it can’t wait.`;
    case 'sending':
      return 'It is on its way out.';
    case 'sent':
      return 'It was handed to the system that sends it.';
    case 'failed':
      return stateNote ?? 'The system that sends it refused it.';
    case 'printed':
      return 'It was printed as a letter.';
    case 'cancelled':
      return 'It was taken back before it went.';
  }
}
