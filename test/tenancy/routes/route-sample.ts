import type { Seeded } from '../seed.js';
import type { Target } from '../target.js';

/** What a route is asked with besides its address: nothing, unless it says so. */
export interface RouteSample {
  readonly query?: (target: Target) => Readonly<Record<string, string>>;
  readonly body?: (target: Target) => object | Promise<object>;
  /** Row whose version is sent as If-Match. */
  readonly ifMatch?: (target: Target) => Promise<number>;
  /** What of the question the answer says again: ids of what could not be done, or what a list is narrowed to. */
  readonly repeats?: (of: Seeded) => readonly string[];
  /** Sends a file in the field `file`; a text: with that in it. */
  readonly upload?: true | string;
}
