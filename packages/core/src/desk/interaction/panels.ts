import { AppError } from '../../kernel/errors.js';
import type { RouteContext } from '../../kernel/route.js';

/** A part of the page that is read by itself, so that it can fail by itself. */
export type Panel<T> =
  | { readonly state: 'ready'; readonly value: T }
  /** The record may not be opened; the message says what to do. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string }
  | { readonly state: 'failed' };

/** Reads a part of the page. What goes wrong in it is logged and leaves the others alone. */
export async function readPanel<T>(
  { kernel, requestId }: Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'requestId'>,
  name: string,
  read: () => Promise<T>,
): Promise<Panel<T>> {
  try {
    return { state: 'ready', value: await read() };
  } catch (error) {
    if (error instanceof AppError && error.status < 500)
      return { state: 'refused', code: error.code, message: error.message };
    kernel.log.error({ err: error, panel: name, requestId }, 'a part of the call page could not be read');
    return { state: 'failed' };
  }
}

/** The part's value, when it is there. */
export function valueOf<T>(panel: Panel<T> | undefined): T | undefined {
  return panel?.state === 'ready' ? panel.value : undefined;
}
