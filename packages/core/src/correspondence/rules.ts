import type { MessageRule } from '../services/index.js';
import { linkFieldOf } from './merge-fields.js';
import type { MessageChannel, MessageState, MessageTemplate, Occasion } from './types.js';

/** Where somebody can be written to, by channel: a mail address, an E.164 number, the lines of a postal address. */
export type Reach = Readonly<Partial<Record<MessageChannel, string>>>;

/** Somebody who rather rings or comes in is written to as whoever said nothing. */
const orders: Readonly<Record<string, readonly MessageChannel[]>> = {
  email: ['email', 'text', 'letter'],
  text: ['text', 'email', 'letter'],
  post: ['letter', 'email', 'text'],
};
const usual: readonly MessageChannel[] = ['email', 'text', 'letter'];

/**
 * The channel that comes nearest to what the customer wants, among those that reach them and that there are words
 * for; `otherwise` goes first for whoever asked for none.
 */
export function chooseChannel(
  reach: Reach,
  wish: string | null,
  offered: readonly MessageChannel[] = usual,
  otherwise?: MessageChannel,
): MessageChannel | undefined {
  return channelOrder(wish, otherwise).find((channel) => reach[channel] !== undefined && offered.includes(channel));
}

/** Channels, the nearest to what the customer wants first; one may stand twice. */
export function channelOrder(wish: string | null, otherwise?: MessageChannel): readonly MessageChannel[] {
  const unasked = otherwise === undefined ? usual : [otherwise, ...usual];
  return (wish === null ? undefined : orders[wish]) ?? unasked;
}

export type MessageStep =
  | ('confirm' | 'hold' | 'begin' | 'deliver' | 'put-back' | 'fail' | 'retry' | 'print' | 'cancel')
  | ('arrive' | 'miss' | 'deal');

/** A message's life. `sending` is short: while a sender has it, nobody can cancel or print it. */
export const messageLifecycle: readonly { from: MessageState; step: MessageStep; to: MessageState }[] = [
  { from: 'held', step: 'confirm', to: 'waiting' },
  { from: 'held', step: 'cancel', to: 'cancelled' },
  { from: 'waiting', step: 'hold', to: 'held' }, // something was restricted, or they died, since it was written
  { from: 'waiting', step: 'begin', to: 'sending' },
  { from: 'waiting', step: 'print', to: 'printed' },
  { from: 'waiting', step: 'cancel', to: 'cancelled' },
  { from: 'sending', step: 'begin', to: 'sending' }, // a worker was cut off: the sender knows the message by its id
  { from: 'sending', step: 'deliver', to: 'sent' },
  { from: 'sending', step: 'put-back', to: 'waiting' },
  { from: 'sending', step: 'fail', to: 'failed' },
  { from: 'failed', step: 'begin', to: 'sending' }, // its delivery is tried again
  { from: 'failed', step: 'deliver', to: 'sent' }, // somebody did it by hand
  { from: 'failed', step: 'retry', to: 'waiting' },
  { from: 'failed', step: 'print', to: 'printed' },
  { from: 'failed', step: 'cancel', to: 'cancelled' },
  { from: 'sent', step: 'arrive', to: 'delivered' },
  { from: 'sent', step: 'miss', to: 'undelivered' },
  { from: 'undelivered', step: 'arrive', to: 'delivered' }, // it was reached after all
  { from: 'undelivered', step: 'print', to: 'printed' },
  { from: 'undelivered', step: 'deal', to: 'dealt-with' },
];

export function stateAfter(state: MessageState, step: MessageStep): MessageState | undefined {
  return messageLifecycle.find((line) => line.from === state && line.step === step)?.to;
}

/** As `stateAfter`, of a message that was taken back while a sender had it: it may have gone, and goes no second time. */
export function stateOnceTakenBack(state: MessageState, step: MessageStep): MessageState | undefined {
  const goesOn = step === 'begin' || step === 'put-back' || step === 'fail';
  return state === 'sending' && goesOn ? 'cancelled' : stateAfter(state, step);
}

const onItsWay: readonly MessageState[] = ['held', 'waiting', 'sending', 'failed'];

/** Whether a message went, or never will. What becomes of one that was sent may still be heard. */
export function isSettled(state: MessageState): boolean {
  return !onItsWay.includes(state);
}

/** What makes two templates the same one: only one is sent by itself for a service, an occasion and a status. */
export function slotOf(template: Pick<MessageTemplate, 'id' | 'serviceId' | 'occasion' | 'status'>): string {
  const { id, serviceId, occasion, status } = template;
  return occasion === 'by-hand' ? `by-hand ${id}` : [occasion, serviceId ?? 'every', status ?? ''].join(' ').trim();
}

/** The template for something that happened: the service's own, else the one for every service. */
export function templateFor(
  templates: readonly MessageTemplate[],
  about: { readonly serviceId: string; readonly occasion: Occasion; readonly status: string | null },
): MessageTemplate | undefined {
  const fitting = templates.filter(
    ({ enabled, occasion, status }) => enabled && occasion === about.occasion && status === about.status,
  );
  return (
    fitting.find(({ serviceId }) => serviceId === about.serviceId) ??
    fitting.find(({ serviceId }) => serviceId === null)
  );
}

/** A template to be sent, and by which way to those who asked for none. */
export interface ChosenTemplate {
  readonly template: MessageTemplate;
  readonly channel?: MessageChannel;
}

/**
 * What is told of something that happened: what the version of the service names for it, else the template for its
 * occasion. A service that names messages for an event is told in no other words.
 */
export function templatesToSend(
  templates: readonly MessageTemplate[],
  rules: readonly MessageRule[],
  about: { readonly serviceId: string; readonly occasion: MessageRule['event']; readonly status: string | null },
): ChosenTemplate[] {
  const named = rules.filter(
    ({ event, status }) => event === about.occasion && (status === undefined || status === about.status),
  );
  if (named.length === 0) return [templateFor(templates, about) ?? []].flat().map((template) => ({ template }));
  return named.flatMap(({ template: key, channel }) => {
    const template = templates.find(
      (each) => each.enabled && each.key === key && linkFieldOf(each.occasion) === undefined,
    );
    return template ? [{ template, channel }] : [];
  });
}
