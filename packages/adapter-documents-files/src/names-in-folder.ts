import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isDocumentName } from '@moothall/adapter-sdk';

/** Names of the documents in a folder behind `after`, in their order. What has another name is passed over. */
export async function* namesIn(folder: string, after: string, under = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, under), { withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .map((entry) => ({ isFolder: entry.isDirectory(), name: `${under}${entry.name}` }))
    .filter(({ name }) => isDocumentName(name))
    // A folder stands where the names in it do: behind its slash.
    .map((each) => ({ ...each, key: each.isFolder ? `${each.name}/` : each.name }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { isFolder, name, key } of found) {
    if (isFolder) {
      if (key > after || after.startsWith(key)) yield* namesIn(folder, after, key);
    } else if (name > after) yield name;
  }
}
