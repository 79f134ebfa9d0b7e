import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { factsIn } from './design/form-parts.js';
import { readDefinitionFile } from './read-definition.js';
import type { ServiceDefinition } from './types.js';

interface Shipped {
  /** By name. */
  readonly services: readonly ServiceDefinition[];
  /** Names of the property facts that they look at. */
  readonly facts: readonly string[];
}

const folder = fileURLToPath(new URL('../../demo/services', import.meta.url));
let shipped: Promise<Shipped> | undefined;

/** The services that Moothall comes with: what councils begin their own from. Read once, other work going on between files. */
export function shippedServices(): Promise<Shipped> {
  shipped ??= readAll();
  return shipped;
}

export async function findShippedService(key: string): Promise<ServiceDefinition | undefined> {
  return (await shippedServices()).services.find((service) => service.key === key);
}

async function readAll(): Promise<Shipped> {
  const services: ServiceDefinition[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.yaml')) continue;
    const { definition } = readDefinitionFile(await readFile(path.join(folder, name), 'utf8'));
    if (definition) services.push(definition);
  }
  services.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return { services, facts: factsIn(services) };
}
