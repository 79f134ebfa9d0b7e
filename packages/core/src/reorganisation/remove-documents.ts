import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { adaptersFor, tryInstance } from '../adapters/index.js';
import { documentsOf } from '../documents/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { linesIn } from './archive-lines.js';
import { documentsRemain } from './leaving-errors.js';

const Row = z.object({ digest: z.string(), kept_in: z.string().nullable(), kept_as: z.string().nullable() });
const atOnce = 200;

/** One that a connection keeps, by its names. */
interface Kept {
  readonly digest: string;
  readonly instance: string;
  readonly name: string;
}

/**
 * Removes what connections keep of a council whose rows are gone, by the rows of its archive; what another council's rows
 * name stays. The same again goes on where it stopped. @throws documents_remain
 */
export async function removeDocuments(kernel: Kernel, folder: string, authorityId: AuthorityId): Promise<void> {
  for await (const some of keptIn(path.join(folder, 'tables', 'stored_files.ndjson'))) {
    const others = await documentsOf(
      kernel.db.read(everyAuthority),
      some.map(({ digest }) => digest),
    );
    const isNamed = ({ instance, name }: Kept): boolean =>
      others.some(({ kept }) => kept?.instance === instance && kept.name === name);
    for (const each of some) if (!isNamed(each)) await removeOne(kernel, each, authorityId);
  }
}

async function* keptIn(file: string): AsyncGenerator<Kept[]> {
  if (!existsSync(file)) return;
  let some: Kept[] = [];
  for await (const line of linesIn(file)) {
    const { digest, kept_in: instance, kept_as: name } = Row.parse(JSON.parse(line));
    if (instance === null || name === null) continue;
    some.push({ digest, instance, name });
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  yield some;
}

async function removeOne(kernel: Kernel, { instance, name }: Kept, authorityId: AuthorityId): Promise<void> {
  const wanted = { kind: 'documents', authorityId, service: null } as const;
  const serving = adaptersFor(kernel.adapters, wanted).find((one) => one.name === instance);
  const asked = serving && (await tryInstance(kernel, serving, () => serving.instance.remove(name)));
  if (asked?.ok) return;
  const why = asked ? asked.words : 'It is no connection of the configuration for this council, or can’t be started.';
  throw documentsRemain(
    {},
    `Files of the council are still kept by the connection ${instance}. ${why} Run the same again.`,
  );
}
