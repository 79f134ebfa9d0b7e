import { randomUUID } from 'node:crypto';
import type { DocumentsInstance } from '@moothall/adapter-sdk';
import { aHost, keepsDocumentsHere, startAdapter } from '@moothall/adapter-testkit';
import { adapter } from './s3.js';

const given = process.env['MOOTHALL_TEST_S3'];

/** A server of somebody else's making, with two prefixes of its bucket that are emptied afterwards. */
function onBucket(address: string): void {
  const url = new URL(address);
  const secrets = { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) };
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const run = `moothall-test-${randomUUID()}`;
  let made = 0;
  const settingsOf = (prefix: string): object => {
    return { endpoint: url.origin, region, bucket: url.pathname.slice(1), prefix };
  };
  const fresh = (): object => settingsOf(`${run}/${(made += 1)}/`);
  after(async () => {
    const all = { settings: settingsOf(`${run}/`), secrets };
    const instance = startAdapter<DocumentsInstance>(adapter, aHost(5000, Date.now), all);
    for (;;) {
      const { documents } = await instance.list(null);
      if (documents.length === 0) return;
      for (const { name } of documents) await instance.remove(name);
    }
  });
  keepsDocumentsHere({ adapter, secrets, settings: () => ({ own: fresh(), another: fresh() }) });
}

describe('a server that speaks S3, at MOOTHALL_TEST_S3', () => {
  if (given === undefined) it('keeps documents');
  else onBucket(given);
});
