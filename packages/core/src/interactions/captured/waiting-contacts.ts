import { z } from 'zod';
import type { Kernel } from '../../kernel/kernel.js';
import { listAside, listKeptFiles, readKeptLines, removeAside } from '../../kernel/kept-lines.js';
import { CapturedContact, capturedFolder } from './captured-contact.js';

/** Contacts that wait in the files to be entered, in the order in which they were taken. */
export async function listWaiting({ config }: Pick<Kernel, 'config'>): Promise<CapturedContact[]> {
  const files = await listKeptFiles(capturedFolder(config));
  return contactsIn((await Promise.all(files.map(readKeptLines))).flat()).contacts;
}

/**
 * What lines say of contacts; others say what the audit needs. Of one that its adviser sent again with other words, the
 * last counts.
 */
export function contactsIn(lines: readonly unknown[]): {
  readonly contacts: CapturedContact[];
  readonly unreadable: unknown[];
} {
  const contacts = new Map<string, CapturedContact>();
  const unreadable: unknown[] = [];
  for (const { contact } of lines as { contact?: unknown }[]) {
    if (contact === undefined) continue;
    const read = CapturedContact.safeParse(contact);
    if (read.success) contacts.set(asideName(read.data.id, read.data.takenBy.staffId), read.data);
    else unreadable.push(contact);
  }
  return { contacts: [...contacts.values()].sort((a, b) => a.takenBy.at - b.takenBy.at), unreadable };
}

/** A contact that could not be entered, and why. */
export interface RefusedContact {
  readonly contact: CapturedContact;
  readonly says: string;
}

/** Those that could not be entered, however old: nothing else has them, and somebody has to do it by hand. */
export async function listRefused({ config }: Pick<Kernel, 'config'>): Promise<RefusedContact[]> {
  const lines = (await listAside(capturedFolder(config))) as { contact: unknown; says: string }[];
  return lines.flatMap(({ contact, says }) => {
    const read = CapturedContact.safeParse(contact);
    return read.success ? [{ contact: read.data, says }] : [];
  });
}

/** What names a contact among those that could not be entered. */
export const asideName = (id: string, staffId: string): string => `${id}-${staffId}`;

const Named = z.object({ contact: z.object({ id: z.string(), takenBy: z.object({ staffId: z.string() }) }) });

/** Takes a contact of that person off those that could not be entered. Answers whether it was one. */
export async function removeRefused({ config }: Pick<Kernel, 'config'>, id: string, staffId: string): Promise<boolean> {
  return await removeAside(capturedFolder(config), (line) => {
    const { contact } = Named.safeParse(line).data ?? {};
    return contact?.id === id && contact.takenBy.staffId === staffId;
  });
}
