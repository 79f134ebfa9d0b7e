import type { Kernel } from '../../kernel/kernel.js';
import { listKeptFiles, readKeptLines } from '../../kernel/kept-lines.js';
import { capturedFolder, CapturedContact } from './captured-contact.js';

/** Contacts that wait in the files to be entered, in the order in which they were taken; each once. */
export async function listWaiting({ config }: Pick<Kernel, 'config'>): Promise<CapturedContact[]> {
  const contacts = new Map<string, CapturedContact>();
  for (const file of await listKeptFiles(capturedFolder(config)))
    for (const contact of (await readKeptLines(file)).flatMap(contactIn))
      if (!contacts.has(contact.id)) contacts.set(contact.id, contact);
  return [...contacts.values()].sort((a, b) => a.takenBy.at - b.takenBy.at);
}

/** What a line says of a contact; others say what the audit needs. */
export function contactIn(line: unknown): CapturedContact[] {
  const { contact } = line as { contact?: unknown };
  return contact === undefined ? [] : [CapturedContact.parse(contact)];
}
