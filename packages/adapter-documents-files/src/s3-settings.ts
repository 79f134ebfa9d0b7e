import type { AdapterContext } from '@moothall/adapter-sdk';
import { z } from 'zod';

export const settings = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).pathname === '/' && new URL(url).search === '', 'Give it without a path')
    .describe('Address of the store, such as https://s3.eu-west-2.amazonaws.com'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'Such as eu-west-2')
    .default('us-east-1')
    .describe('Where the bucket lies, as the store names it'),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'Small letters, digits, hyphens and dots')
    .describe('The bucket, which is there already'),
  prefix: z
    .string()
    .regex(/^(?:[A-Za-z0-9._-]+\/)*$/, 'Parts that end with a slash, such as moothall/files/')
    .refine((prefix) => !/(?:^|\/)\.{1,2}\//.test(prefix), 'It can’t lead upwards')
    .default('')
    .describe('Put before every name in the bucket, such as moothall/'),
  bucketIn: z
    .enum(['path', 'host'])
    .default('path')
    .describe('Whether the bucket’s name stands in the path, or before the host’s'),
});

export const secrets = z.strictObject({
  accessKeyId: z.string().min(1).describe('Of an account that may list, get, put and delete objects of the bucket'),
  secretAccessKey: z.string().min(1).describe('Its secret key'),
});

export type S3Context = AdapterContext<z.output<typeof settings>, z.output<typeof secrets>>;

/** The host that is called, with its port where it has one. */
export function hostOf({ endpoint, bucket, bucketIn }: z.output<typeof settings>): string {
  const { host } = new URL(endpoint);
  return bucketIn === 'host' ? `${bucket}.${host}` : host;
}
