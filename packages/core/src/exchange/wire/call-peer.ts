import { SECOND_MS } from '../../kernel/clock.js';
import { callOut, type CallAnswer } from '../../kernel/http/call-out.js';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import { parseJson } from '../../kernel/http/forms.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { readKeyFile } from '../keys/key-files.js';
import { signingKey } from '../keys/key-rules.js';
import { listKeys } from '../keys/keys-repository.js';
import { sealMessage } from './sealed.js';

const timeoutMs = 10 * SECOND_MS;

/**
 * Posts to another installation, signed by our key. When the connection is cut it is made once more at once: a second time
 * changes nothing there, and one cut is no reason for the link to rest.
 * @throws CallOutError
 */
export async function callPeer(
  kernel: Kernel,
  url: URL,
  body: Buffer,
  { maxBytes }: { readonly maxBytes: number },
): Promise<CallAnswer> {
  const now = kernel.clock.now();
  const own = signingKey(await listKeys(kernel.db.read(everyAuthority)), now);
  if (!own) throw new CallOutError('not-allowed', 'This installation has no key yet');
  const key = await readKeyFile(kernel, own.fingerprint);
  const headers = {
    accept: 'application/json',
    ...sealMessage(url, body, { key, keyId: own.fingerprint, created: now }),
  };
  const { privateHosts } = kernel.config.exchange;
  const call = { method: 'POST', url, headers, body, timeoutMs, maxBytes, privateHosts } as const;
  try {
    return await callOut(call);
  } catch (error) {
    if (!(error instanceof CallOutError) || !error.wasCut) throw error;
    return await callOut(call);
  }
}

export type Refusal =
  { readonly outcome: 'failed'; readonly reason: string } | { readonly outcome: 'refused'; readonly refusal: string };

/** What may pass by itself is tried again; what the receiver has read and refused waits for somebody to look. */
export function refusalOf({ status, body }: CallAnswer): Refusal {
  const mayPass = status >= 500 || status < 400 || [401, 404, 408, 429].includes(status);
  const { detail, title } = (jsonOf(body) ?? {}) as { detail?: unknown; title?: unknown };
  const words = [detail, title].find((text): text is string => typeof text === 'string') ?? '';
  const reason = `${status}${words === '' ? '' : `: ${words.slice(0, 300)}`}`;
  return mayPass ? { outcome: 'failed', reason: `It answered ${reason}` } : { outcome: 'refused', refusal: reason };
}

/** Undefined for what is no JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
