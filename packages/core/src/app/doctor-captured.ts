import { capturedFolder } from '../interactions/index.js';
import type { Config } from '../kernel/config.js';
import { countAside } from '../kernel/kept-lines.js';
import type { Finding } from './doctor.js';

/** Contacts of an upgrade that are in no database: their adviser may have no account, and nobody else sees them. */
export async function checkCaptured(config: Config): Promise<Finding[]> {
  const folder = capturedFolder(config);
  const count = await countAside(folder);
  if (count === 0) return [];
  const says =
    count === 1
      ? 'A contact that was taken during an upgrade could not be entered.'
      : `${count} contacts that were taken during an upgrade could not be entered.`;
  const fix = `Its adviser finds it on /desk/captured. Or read ${folder}/*.refused, enter each by hand, and remove its file`;
  return [{ area: 'machine', state: 'advice', says, fix }];
}
