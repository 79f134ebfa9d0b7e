import { z } from 'zod';
import { callOut, type CallAnswer } from '../../kernel/http/call-out.js';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import { badInput } from '../../kernel/errors.js';
import { parseJson } from '../../kernel/http/forms.js';
import type { Kernel } from '../../kernel/kernel.js';
import { fingerprintOf, PublicKeyText } from './fingerprint.js';

/** What an installation publishes under `/.well-known/moothall-exchange`. Other fields may join later. */
export const Published = z.object({
  exchange: z.literal(1),
  councils: z.array(z.object({ slug: z.string().min(1).max(60), name: z.string().min(1).max(200) })).max(1000),
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: PublicKeyText,
        kid: z.string(),
        /** From when on it signs. */
        from: z.iso.datetime(),
      }),
    )
    .max(10),
});
export type Published = z.output<typeof Published>;

const timeoutMs = 10_000;
const maxBytes = 262_144;

/**
 * Reads what the installation at an address publishes.
 * @throws bad_input on `origin`, saying why it can't be read
 */
export async function readPublished(kernel: Kernel, origin: string): Promise<Published> {
  const { status, body } = await fetchPublished(kernel, origin);
  const refuse = (message: string): never => {
    throw badInput({ faults: [{ field: 'origin', message }] });
  };
  if (status !== 200)
    return refuse('Enter the address of a Moothall installation: nothing of the kind is published there');
  const read = Published.safeParse(jsonOf(body));
  if (!read.success)
    return refuse('Enter the address of a Moothall installation: what is published there can’t be read');
  const isSound = read.data.keys.every(({ x, kid }) => fingerprintOf(x) === kid);
  if (!isSound) return refuse('The keys published there do not fit their fingerprints. Tell its administrator');
  return read.data;
}

function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}

async function fetchPublished(kernel: Kernel, origin: string): Promise<CallAnswer> {
  const { privateHosts } = kernel.config.exchange;
  try {
    const url = new URL('/.well-known/moothall-exchange', origin);
    return await callOut({ method: 'GET', url, timeoutMs, maxBytes, privateHosts });
  } catch (error) {
    if (!(error instanceof CallOutError)) throw error;
    throw badInput({ faults: [{ field: 'origin', message: `Check the address. ${error.reason}` }], cause: error });
  }
}
