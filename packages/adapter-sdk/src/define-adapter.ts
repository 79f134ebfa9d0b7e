import type { z } from 'zod';
import { adapterApiVersion, type Adapter, type AdapterInstance } from './contract.js';
import { adapterKinds } from './kinds.js';

/**
 * Declares an adapter and keeps the types of its settings and secrets.
 *
 * @throws TypeError when the kind is unknown, the name is empty or the contract's version is another one.
 */
export function defineAdapter<Settings extends z.ZodType, Secrets extends z.ZodType, Instance extends AdapterInstance>(
  adapter: Adapter<Settings, Secrets, Instance>,
): Adapter<Settings, Secrets, Instance> {
  if (adapter.name.trim() === '') throw new TypeError('An adapter has a name that staff can recognise.');
  if (!adapterKinds.includes(adapter.kind)) {
    throw new TypeError(`${adapter.name}: "${adapter.kind}" is not a kind of adapter. Use ${adapterKinds.join(', ')}.`);
  }
  if (adapter.apiVersion !== adapterApiVersion) {
    throw new TypeError(
      `${adapter.name} is written for version ${adapter.apiVersion} of the adapter contract; this is version ${adapterApiVersion}.`,
    );
  }
  return Object.freeze({ ...adapter });
}
