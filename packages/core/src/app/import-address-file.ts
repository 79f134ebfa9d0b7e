import { adaptersFor, loadAdapters } from '../adapters/index.js';
import { getPartnership } from '../authorities/index.js';
import { badInput } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { importAddresses, type AddressFile, type AddressImportReport } from '../places/index.js';

/**
 * Loads a file of addresses through the connections that serve the council, or all of them where none is named.
 * @throws bad_input on `via` when no connection reads files, or none of that name
 */
export async function importAddressFile(
  kernel: Kernel,
  file: Omit<AddressFile, 'formats' | 'format'>,
  { via, format }: Readonly<Record<string, string>>,
): Promise<AddressImportReport> {
  const adapters = await loadAdapters(kernel);
  try {
    const authorityId = file.authorityId ?? (await getPartnership(kernel)).id;
    const serving = adaptersFor(adapters, { kind: 'addresses', authorityId, service: null });
    const readers = serving.filter(({ instance }) => instance.formats.length > 0);
    const chosen = readers.filter(({ name }) => via === undefined || name === via);
    if (chosen.length === 0) throw badInput({ faults: [{ field: 'via', message: noneReads(readers, via) }] });
    return await importAddresses(kernel, {
      ...file,
      formats: chosen.flatMap(({ instance }) => instance.formats),
      format,
    });
  } finally {
    await adapters.close();
  }
}

function noneReads(readers: readonly { readonly name: string }[], via: string | undefined): string {
  if (readers.length === 0)
    return 'No connection here reads files of addresses. Add one to moothall.yaml that uses @moothall/adapter-addresses-addressbase';
  return `No connection ${via ?? ''} reads files of addresses for this council. Use ${readers.map(({ name }) => name).join(' or ')}`;
}
