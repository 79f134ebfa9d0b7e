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
  const [version, iv, tag, text] = sealed.split('.');
  if (version !== 'sealed1' || !iv || !tag || !text) return undefined;
  try {
    const key = sealKey(config.secrets.key);
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function sealKey(key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', 'moothall second factor', 32));
}
