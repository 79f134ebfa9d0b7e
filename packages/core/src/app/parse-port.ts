import { badInput } from '../kernel/errors.js';

/** A port from the command line. 0 lets the system choose. @throws bad_input */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw badInput({ faults: [{ field: '--port', message: 'Use a number from 0 to 65535' }] });
  return port;
}
