import { lookup as lookUpHost } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { CallOutError } from './call-out-error.js';

/** Where a connection may lead, and whether in the clear: the same rule for a call over HTTP and for a socket. */
export interface Bounds {
  /** Hosts, as `name` or `name:port`, that may lie at a private address and be spoken to without TLS. */
  readonly privateHosts: readonly string[];
  /** Hosts that may be spoken to without TLS wherever they lie. */
  readonly withoutTls?: readonly string[];
  /** Private addresses at which any host may lie. */
  readonly privateRanges?: BlockList;
  /** A certificate authority of one's own; a certificate that says who calls. PEM. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

export type MayLieAt = (address: string) => boolean;
type Host = Pick<URL, 'hostname' | 'host'>;

/** Whether a list of `name` or `name:port` names an address's host. */
export function isNamed(hosts: readonly string[], { hostname, host }: Host): boolean {
  return hosts.includes(hostname) || hosts.includes(host);
}

/** Whether a host may be spoken to without TLS. */
export function mayBePlain({ privateHosts, withoutTls = [] }: Bounds, host: Host): boolean {
  return isNamed(privateHosts, host) || isNamed(withoutTls, host);
}

/**
 * At which addresses a host may lie. One that stands in place of a name is refused here; those of a name are checked in
 * the look-up (`lookUpWithin`) that the connection uses, so that they can't change between the two.
 * @throws CallOutError `not-allowed`
 */
export function addressesFor({ privateHosts, privateRanges }: Bounds, host: Host): MayLieAt {
  if (isNamed(privateHosts, host)) return () => true;
  const mayLieAt: MayLieAt = (address) =>
    isPublicAddress(address) || (privateRanges?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') ?? false);
  const literal = host.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayLieAt(literal)) throw privateAddress();
  return mayLieAt;
}

/** Addresses at which nothing public lies (IANA special-purpose registries for IPv4 and IPv6). */
const notPublic = new BlockList();
const ranges4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [net, prefix] of ranges4) notPublic.addSubnet(net, prefix, 'ipv4');

/** Global unicast (2000::/3) alone is public, less documentation and what carries an IPv4 address inside it. */
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const carrying6 = new BlockList();
for (const [net, prefix] of [
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  carrying6.addSubnet(net, prefix, 'ipv6');

/** Whether an address may be connected to without being named in the configuration. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && public6.check(address, 'ipv6') && !carrying6.check(address, 'ipv6');
}

function privateAddress(): CallOutError {
  return new CallOutError('not-allowed', 'The address lies in a private network that the configuration does not name');
}

/** The look-up of a connection: of what a name stands for, where it may lie alone. */
export function lookUpWithin(mayLieAt: MayLieAt): LookupFunction {
  return (hostname, options, callback) => {
    lookUpHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => mayLieAt(address));
      const [first] = allowed;
      if (!first) return callback(privateAddress(), '', 0);
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}
