import type { Request } from 'express';
import { listAuthorities, successorIn } from '../authorities/index.js';
import type { Kernel } from '../kernel/kernel.js';

/** By which addresses say whose records they list. */
const names = ['authority', 'authorityId'];

/**
 * Where an address leads whose query names a council that was merged into another: the same with the successor's number.
 * Undefined: it leads where it says.
 */
export async function addressNow(kernel: Kernel, request: Request): Promise<string | undefined> {
  if (request.method !== 'GET') return undefined;
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://local.invalid');
  const named = names.filter((name) => searchParams.has(name));
  if (named.length === 0) return undefined;
  const known = await listAuthorities(kernel);
  let isFormer = false;
  for (const name of named) {
    const former = known.find(({ id }) => String(id) === searchParams.get(name));
    const now = former && successorIn(known, former);
    if (!now || now === former) continue;
    searchParams.set(name, String(now.id));
    isFormer = true;
  }
  return isFormer ? `${pathname}?${searchParams.toString()}` : undefined;
}
