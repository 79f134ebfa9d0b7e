import type { Instant } from '../../kernel/clock.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { PillView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import { groupedFingerprint } from '../keys/fingerprint.js';
import { publishedKeys, signingKey } from '../keys/key-rules.js';
import type { OwnKey } from '../keys/keys-repository.js';
import type { PeerToSee } from '../queries.js';
import type { PinnedKey } from './peer-types.js';
import { errorAt } from '../../web/form-faults.js';

export interface OwnKeyView {
  readonly fingerprint: string;
  /** Whether it signs now, or from when on it will. */
  readonly about: string;
}

export interface PeersPage {
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly ours: string;
    readonly origin: string;
    readonly link: PillView;
    readonly about: string;
  }[];
  readonly keys: readonly OwnKeyView[];
  readonly mayManage: boolean;
  readonly csrfToken: string;
}

export interface PeersRendering {
  readonly authorityNames: ReadonlyMap<number, string>;
  readonly keys: readonly OwnKey[];
  readonly mayManage: boolean;
  readonly csrfToken: string;
  readonly now: Instant;
}

export function peersPage(peers: readonly PeerToSee[], rendering: PeersRendering): PeersPage {
  const { authorityNames, keys, mayManage, csrfToken, now } = rendering;
  return {
    rows: peers.map((peer) => ({
      name: peer.councilName,
      href: `/desk/exchange/councils/${peer.id}`,
      ours: authorityNames.get(peer.authorityId) ?? '',
      origin: peer.origin,
      link: linkPill(peer),
      about: linkWords(peer, now),
    })),
    keys: publishedKeys(keys, now).map((key) => ({
      fingerprint: groupedFingerprint(key.fingerprint),
      about: key === signingKey(keys, now) ? 'Signs now' : `Signs from ${formatDateTime(key.fromAt, { now })}`,
    })),
    mayManage,
    csrfToken,
  };
}

/** Green only when everything that was to go has gone. */
export function linkPill({ state, link, undelivered }: PeerToSee): PillView {
  if (state === 'ended') return { text: 'Ended', tone: 'neutral' };
  if (undelivered.refused > 0) return { text: 'Refused', tone: 'bad' };
  if (link.failures > 0) return { text: 'Trying again', tone: 'warning' };
  if (undelivered.waiting > 0) return { text: 'Sending', tone: 'info' };
  return link.lastSuccessAt === null ? { text: 'Not used yet', tone: 'neutral' } : { text: 'Working', tone: 'good' };
}

function linkWords({ link, undelivered }: PeerToSee, now: Instant): string {
  const { waiting, refused } = undelivered;
  const last = link.lastSuccessAt === null ? '' : `Last delivered ${formatDateTime(link.lastSuccessAt, { now })}`;
  const waits = waiting === 0 ? '' : `${waiting} waiting`;
  const refuses = refused === 0 ? '' : `${refused} refused`;
  return [last, waits, refuses].filter(Boolean).join(' · ');
}

export interface PeerPage {
  readonly name: string;
  readonly href: string;
  readonly link: PillView;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly keys: readonly {
    readonly fingerprint: string;
    readonly raw: string;
    readonly about: string;
    readonly mayUnpin: boolean;
  }[];
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  /** Undefined: the reader looks after no links, or this one has ended. */
  readonly manage:
    | { readonly csrfToken: string; readonly version: number; readonly mayRetry: boolean; readonly field: FieldView }
    | undefined;
}

export interface PeerRendering {
  readonly ours: string;
  readonly mayManage: boolean;
  readonly csrfToken: string;
  readonly now: Instant;
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
  readonly typed?: string;
}

export function peerPage(
  peer: PeerToSee & { readonly keys: readonly PinnedKey[] },
  rendering: PeerRendering,
): PeerPage {
  const { mayManage, csrfToken, now, faults = [], typed = '' } = rendering;
  const manages = mayManage && peer.state === 'open';
  return {
    name: peer.councilName,
    href: `/desk/exchange/councils/${peer.id}`,
    link: linkPill(peer),
    facts: factsOf(peer, rendering),
    keys: peer.keys.map((key) => ({
      fingerprint: groupedFingerprint(key.fingerprint),
      raw: key.fingerprint,
      about: `Pinned by ${key.pinnedByName}, ${formatDateTime(key.pinnedAt, { now })}`,
      mayUnpin: manages && peer.keys.length > 1,
    })),
    faults: faults.map(({ field, message }) => ({ text: message, ...(field === '' ? {} : { href: `#${field}` }) })),
    manage: manages
      ? {
          ...{ csrfToken, version: peer.version },
          mayRetry: peer.link.failures > 0 || peer.undelivered.refused > 0,
          field: {
            control: 'text',
            name: 'fingerprint',
            label: { text: 'Fingerprint of their next key' },
            hint: { text: 'As their administrator reads it out. It is looked for among the keys that they publish.' },
            value: typed,
            autocomplete: 'off',
            errorMessage: errorAt(faults, 'fingerprint'),
          },
        }
      : undefined,
  };
}

function factsOf(peer: PeerToSee, { ours, now }: PeerRendering): PeerPage['facts'] {
  const { link, undelivered } = peer;
  const at = (instant: Instant | null): string => (instant === null ? '' : formatDateTime(instant, { now }));
  const next = link.failures > 0 && link.nextTryAt > now ? `, again ${at(link.nextTryAt)}` : '';
  const facts: [string, string][] = [
    ['Our council', ours],
    ['Address', peer.origin],
    ['Its name there', peer.councilSlug],
    ['Connected', `${peer.addedByName}, ${at(peer.addedAt)}`],
    ['Last delivered', at(link.lastSuccessAt) || 'Nothing yet'],
    ['Waiting to be sent', String(undelivered.waiting)],
    ['Refused there', String(undelivered.refused)],
    ['Last failure', link.lastFailureAt === null ? '' : `${link.lastFailure ?? ''}, ${at(link.lastFailureAt)}${next}`],
    ['Its clock', clockWords(link.clockAheadMs)],
    ['Ended', at(peer.endedAt)],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** How two clocks differ, the time on the way included; under a minute says nothing of the clocks. */
export function clockWords(aheadMs: number | null): string {
  if (aheadMs === null) return '';
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  if (minutes === 0) return 'Agrees with ours to the minute';
  return `About ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`;
}
