import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import type { Instant } from '../clock.js';

/**
 * HTTP Message Signatures (RFC 9421) as far as installations need them of one another: one signature a request, by
 * Ed25519, over derived components and headers that stand once.
 */

/** What a signature covers of a request. Names of headers are in small letters. */
export interface SignedRequest {
  readonly method: string;
  /** Host, and the port where it isn't the scheme's own: what the sender meant, in small letters. */
  readonly authority: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface SignatureParameters {
  readonly created: Instant;
  /** Names the key to whoever checks. */
  readonly keyId: string;
  /** Names the application, so that a signature made for another means nothing here. */
  readonly tag?: string;
}

/** A signature as it came, before anybody has checked it. */
export interface ReadSignature extends SignatureParameters {
  readonly components: readonly string[];
  /** The member's value as it was written: the base repeats it to the letter (section 2.3). */
  readonly written: string;
  readonly signature: Buffer;
}

type Headers = Readonly<Record<string, string>>;

/** The two headers that sign a request (section 3.1). @throws for a component that the request doesn't have */
export function signRequest(
  request: SignedRequest,
  about: { label: string; components: readonly string[]; key: KeyObject } & SignatureParameters,
): Headers {
  const { label, components, key, created, keyId, tag } = about;
  const covered = `(${components.map((name) => `"${name}"`).join(' ')})`;
  const tagged = tag === undefined ? '' : `;tag="${tag}"`;
  const written = `${covered};created=${Math.floor(created / 1000)};keyid="${keyId}"${tagged}`;
  const base = signatureBase(request, components, written);
  if (base === undefined) throw new Error(`the request lacks one of ${covered}`);
  return {
    'signature-input': `${label}=${written}`,
    signature: `${label}=:${sign(null, Buffer.from(base), key).toString('base64')}:`,
  };
}

/** Whether the key made the signature over this request (section 3.2). */
export function isSignedBy(key: KeyObject, request: SignedRequest, signature: ReadSignature): boolean {
  const base = signatureBase(request, signature.components, signature.written);
  return base !== undefined && verify(null, Buffer.from(base), key, signature.signature);
}

/** The signature of that label; undefined when there is none, or it isn't written as RFC 9421 and RFC 8941 have it. */
export function readSignature(headers: SignedRequest['headers'], label: string): ReadSignature | undefined {
  const written = memberOf(headers['signature-input'], label);
  const encoded = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(memberOf(headers['signature'], label) ?? '')?.[1];
  const parts =
    /^\(((?:"[@a-z0-9-]+"(?: (?=")|(?=\))))*)\)((?:;[a-z]+=(?:\d{1,15}|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*)$/.exec(
      written ?? '',
    );
  if (written === undefined || encoded === undefined || !parts) return undefined;
  const components = [...(parts[1] ?? '').matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  const given = [...(parts[2] ?? '').matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)];
  const parameters = new Map(given.map(([, name = '', number, text]) => [name, number ?? text ?? '']));
  const created = Number(parameters.get('created') ?? NaN) * 1000;
  const keyId = parameters.get('keyid');
  const tag = parameters.get('tag');
  const isSound = new Set(components).size === components.length && parameters.size === given.length;
  if (!isSound || !Number.isSafeInteger(created) || keyId === undefined) return undefined;
  const signature = Buffer.from(encoded, 'base64');
  return { components, written, signature, created, keyId, ...(tag === undefined ? {} : { tag }) };
}

/** One member of a dictionary (RFC 8941, section 3.2) whose values hold no comma outside a quoted text. */
function memberOf(header: string | undefined, label: string): string | undefined {
  const members = (header ?? '').match(/(?:"[^"]*"|[^,"])+/g) ?? [];
  const found = members.map((member) => member.trim()).filter((member) => member.startsWith(`${label}=`));
  return found.length === 1 ? found[0]?.slice(label.length + 1) : undefined;
}

/** The text that is signed (section 2.5); undefined when the request lacks a component. */
function signatureBase(request: SignedRequest, components: readonly string[], written: string): string | undefined {
  const lines = components.map((name) => {
    const value = valueOf(request, name);
    return value === undefined ? undefined : `"${name}": ${value}`;
  });
  if (lines.includes(undefined)) return undefined;
  return [...lines, `"@signature-params": ${written}`].join('\n');
}

function valueOf({ method, authority, path, headers }: SignedRequest, name: string): string | undefined {
  if (name === '@method') return method;
  if (name === '@authority') return authority;
  if (name === '@path') return path;
  if (name.startsWith('@')) return undefined;
  return headers[name]?.trim().replace(/[ \t]*\r\n[ \t]+/g, ' ');
}

/** The header that says what the body is (RFC 9530): `sha-256=:…:`. */
export function contentDigest(body: Buffer): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Whether the body is what the header says, by SHA-256. Digests by other algorithms beside it are not looked at. */
export function matchesDigest(body: Buffer, header: string | undefined): boolean {
  const members = (header ?? '').split(',').map((member) => member.trim());
  return members.includes(contentDigest(body));
}
