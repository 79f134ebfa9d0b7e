import { RowFault } from '../../kernel/import/row-reader.js';
import type { PreferredChannel } from './customer-record.js';

/** Words that councils' exports use for languages and channels, and ours for them. */

const LANGUAGES = new Map([
  ['english', 'en'],
  ['welsh', 'cy'],
  ['cymraeg', 'cy'],
  ['gaelic', 'gd'],
  ['irish', 'ga'],
]);

export function languageCell(cell: string): string | undefined {
  if (cell === '') return undefined;
  const code = LANGUAGES.get(cell.toLowerCase()) ?? cell.toLowerCase();
  if (!/^[a-z]{2,3}$/.test(code)) throw new RowFault('Write the language as a code: en, cy, pl.', 'language');
  return code;
}

const CHANNELS = new Map<string, PreferredChannel>([
  ['phone', 'phone'],
  ['telephone', 'phone'],
  ['call', 'phone'],
  ['mobile', 'phone'],
  ['email', 'email'],
  ['e mail', 'email'],
  ['text', 'text'],
  ['sms', 'text'],
  ['post', 'post'],
  ['letter', 'post'],
  ['mail', 'post'],
  ['in person', 'in-person'],
  ['face to face', 'in-person'],
]);

export function channelCell(cell: string): PreferredChannel | undefined {
  if (cell === '') return undefined;
  const channel = CHANNELS.get(cell.toLowerCase().replace(/-/g, ' '));
  if (channel !== undefined) return channel;
  throw new RowFault('Set the preferred channel to phone, email, text, post or in-person.', 'preferred channel');
}
