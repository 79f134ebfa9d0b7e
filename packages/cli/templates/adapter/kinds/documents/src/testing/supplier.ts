import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

/** The supplier as its manual has it: shelves that keep documents under their names. */
export function aSupplier(): { answer: (request: ReceivedRequest) => FarEndAnswer } {
  const shelves = new Map<string, Map<string, Uint8Array>>();
  return {
    answer: ({ method, path, headers, bytes = new Uint8Array() }) => {
      const url = new URL(path, 'http://supplier.example');
      const [, shelf = '', ...rest] = url.pathname.split('/');
      const name = rest.join('/');
      const kept = shelves.get(shelf) ?? new Map<string, Uint8Array>();
      shelves.set(shelf, kept);
      if (name === '') return { body: pageOf(kept, url.searchParams.get('after') ?? '') };
      if (method === 'PUT') kept.set(name, bytes);
      if (method === 'DELETE') kept.delete(name);
      if (method !== 'GET') return { status: 204 };
      const found = kept.get(name);
      return found ? piece(found, headers['range'] ?? '') : { status: 404 };
    },
  };
}

function pageOf(kept: ReadonlyMap<string, Uint8Array>, after: string): object {
  const names = [...kept.keys()].sort().filter((name) => name > after);
  const page = names.slice(0, 3);
  return {
    documents: page.map((name) => ({ name, sizeBytes: kept.get(name)?.length ?? 0 })),
    next: names.length > page.length ? (page.at(-1) ?? null) : null,
  };
}

function piece(whole: Uint8Array, range: string): FarEndAnswer {
  const [, from = '0', to = String(whole.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const body = whole.subarray(Number(from), Number(to) + 1);
  const contentRange = `bytes ${from}-${Number(from) + body.length - 1}/${whole.length}`;
  return { status: 206, headers: { 'content-range': contentRange }, body };
}
