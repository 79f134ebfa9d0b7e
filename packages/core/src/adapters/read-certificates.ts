import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import type { InstanceConfig } from '../kernel/config.js';
import type { Bounds } from '../kernel/http/address-rule.js';

type Network = Pick<InstanceConfig['network'], 'caFile' | 'certificateFile' | 'keyFile'>;
type Certificates = NonNullable<Bounds['tls']>;

/** The certificates of an instance, from files beside the configuration; in words, what is wrong with them. */
export function readCertificates(network: Network, directory: string): Certificates | string {
  const { caFile, certificateFile, keyFile } = network;
  if ((certificateFile === undefined) !== (keyFile === undefined))
    return 'certificateFile and keyFile go together. Name both or neither';
  const files = { ca: caFile, cert: certificateFile, key: keyFile };
  const tls: { -readonly [part in keyof Certificates]: Certificates[part] } = {};
  for (const part of ['ca', 'cert', 'key'] as const) {
    const file = files[part];
    if (file === undefined) continue;
    const whole = path.resolve(directory, file);
    try {
      tls[part] = readFileSync(whole);
    } catch {
      return `${file} can’t be read. Check the name, and who may read it`;
    }
    if (part === 'key' && (statSync(whole).mode & 0o077) !== 0)
      return `other accounts of this machine can read ${file}. Run: chmod 600 ${file}`;
    if (part !== 'key' && !isCertificate(tls[part])) return `${file} holds no certificate in PEM`;
  }
  return fitTogether(tls) ? tls : `${keyFile ?? ''} is not the key of ${certificateFile ?? ''}`;
}

function isCertificate(pem: Buffer | undefined): boolean {
  try {
    return new X509Certificate(pem ?? '').subject !== '';
  } catch {
    return false;
  }
}

function fitTogether(tls: Certificates): boolean {
  try {
    createSecureContext(tls);
    return true;
  } catch {
    return false;
  }
}
