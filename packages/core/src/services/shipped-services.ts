import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDefinitionFile } from './read-definition.js';
import type { ServiceDefinition } from './types.js';

const folder = fileURLToPath(new URL('../../demo/services', import.meta.url));
let shipped: ReadonlyMap<string, ServiceDefinition> | undefined;

/** The services that Moothall comes with, by name: what councils begin their own from. Read once. */
export function listShippedServices(): ServiceDefinition[] {
  return [...all().values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

export function findShippedService(key: string): ServiceDefinition | undefined {
  return all().get(key);
}

function all(): ReadonlyMap<string, ServiceDefinition> {
  shipped ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => readDefinitionFile(readFileSync(path.join(folder, name), 'utf8')).definition ?? [])
      .map((definition) => [definition.key, definition]),
  );
  return shipped;
}
