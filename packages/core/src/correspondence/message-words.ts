import type { NotificationOutcome } from '@moothall/adapter-sdk';
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
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  'dealt-with': 'Not delivered, dealt with',
};

/** A letter’s way ends for us at the post. */
export function stateName({ state, channel }: Pick<Message, 'state' | 'channel'>): string {
  return state === 'delivered' && channel === 'letter' ? 'Posted' : stateNames[state];
}

export const stateTones: Readonly<Record<MessageState, Tone>> = {
  held: 'warning',
  waiting: 'info',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  printed: 'good',
  cancelled: 'neutral',
  delivered: 'good',
  undelivered: 'bad',
  'dealt-with': 'neutral',
};

export const occasionNames: Readonly<Record<Occasion, string>> = {
  'by-hand': 'Chosen by whoever writes',
  logged: 'When a case is logged',
  status: 'When a case reaches a status',
  closed: 'When a case is closed',
  reopened: 'When a case is opened again',
  survey: 'When a contact was drawn for the survey',
  payment: 'When somebody sends the link to pay',
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
    case 'delivered':
      return arrivedWords[channel];
    case 'undelivered':
      return stateNote ?? 'It was not delivered.';
    case 'dealt-with':
      return `Somebody has dealt with it. ${stateNote ?? ''}`.trim();
  }
}

const arrivedWords: Readonly<Record<MessageChannel, string>> = {
  email: 'It reached their mailbox.',
  text: 'It reached their phone.',
  letter: 'It was printed and posted.',
};

/** Why a message that went never arrived, and what to do about it. */
export function missWords(channel: MessageChannel, outcome: Exclude<NotificationOutcome, 'delivered'>): string {
  if (outcome === 'not-sent') return 'The system that sends it failed on the way. Write again, or another way.';
  return missed[channel][outcome];
}

const missed: Readonly<Record<MessageChannel, Record<'wrong-address' | 'not-reached', string>>> = {
  email: {
    'wrong-address': 'The mail address doesn’t exist. Ask for another.',
    'not-reached': 'The mailbox is full, or could not be reached for days. Write again, or another way.',
  },
  text: {
    'wrong-address': 'The number doesn’t exist, or takes no text messages. Ask for another.',
    'not-reached': 'The phone was off or without a signal for days. Write again, or another way.',
  },
  letter: {
    'wrong-address': 'The letter came back from this address. Ask for another.',
    'not-reached': 'The letter could not be delivered. Write again, or another way.',
  },
};
