import { readFileSync } from 'node:fs';

/** Of this package; the packages of Moothall have one version. */
export const moothallVersion: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
