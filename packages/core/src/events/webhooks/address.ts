import { BlockList, isIP } from 'node:net';
import type { Reach } from '../../adapters/index.js';
import { badInput } from '../../kernel/errors.js';
import { isNamed, isPublicAddress } from '../../kernel/http/address-rule.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Webhook } from './types.js';

/**
 * An address to which events may be sent, as it is written from now on. What its name stands for is looked at with every
 * call: a private address is refused then, unless the configuration names the host.
 * @throws bad_input on `address`
 */
export function webhookAddress({ config }: Pick<Kernel, 'config'>, typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const isPrivate = url !== undefined && isNamed(config.webhooks.privateHosts, url);
  const literal = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (url?.protocol !== 'https:' && !(isPrivate && url.protocol === 'http:'))
    throw fault('Enter the whole address, beginning with https://');
  if (url.username !== '' || url.password !== '') throw fault('Leave the name and password out of the address');
  const isWithin = literal === 'localhost' || (isIP(literal) !== 0 && !isPublicAddress(literal));
  if (isWithin && !isPrivate)
    throw fault('Enter an address outside the council’s own network, or have IT name the host in moothall.yaml');
  url.hash = '';
  return url.href;
}

const fault = (message: string) => badInput({ faults: [{ field: 'address', message }] });

/** Its own host alone. */
export function reachOfWebhook({ config }: Pick<Kernel, 'config'>, { address }: Pick<Webhook, 'address'>): Reach {
  const { privateHosts } = config.webhooks;
  return { hosts: [new URL(address).host], privateHosts, withoutTls: [], privateRanges: new BlockList(), tls: {} };
}
