import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Kernel } from '../kernel/kernel.js';

type Sealer = Pick<Kernel, 'config' | 'random'>;

/**
 * Seals a text with AES-256-GCM under a key derived from the installation's. `purpose` names what it is and whose;
 * a text sealed for one purpose opens for no other. Form: `sealed1.<iv>.<tag>.<text>`.
 */
export function sealSecret({ config, random }: Sealer, purpose: string, text: string): string {
  const iv = random(12);
  const cipher = createCipheriv('aes-256-gcm', sealKey(config.secrets.key), iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return ['sealed1', ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The text, or undefined when it was altered, sealed for another purpose, or under another key. */
export function openSealed({ config }: Pick<Kernel, 'config'>, purpose: string, sealed: string): string | undefined {
  const [version, ...parts] = sealed.split('.');
  const [iv, tag, text] = parts.map(bytesOf);
  if (version !== 'sealed1' || !iv?.length || !tag?.length || !text?.length) return undefined;
  try {
    const key = sealKey(config.secrets.key);
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Undefined for text that isn't exactly as it was written: base64 has bits to spare in its last character. */
function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function sealKey(key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', 'moothall second factor', 32));
}
