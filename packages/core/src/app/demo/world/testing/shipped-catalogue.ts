import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { readDefinitionFile, type ServiceDefinition } from '../../../../services/index.js';
import type { TeamDefinition } from '../teams.js';

/** The demo's catalogue as shipped. Throws with the file, the line and the fault where one doesn't read. */
export async function readShippedServices(): Promise<ServiceDefinition[]> {
  const folder = new URL('../../../../../demo/services/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const { definition, faults } = readDefinitionFile(await readFile(new URL(name, folder), 'utf8'));
      if (!definition)
        throw new Error(`${name}: ${faults.map(({ line, message }) => `line ${line}: ${message}`).join('; ')}`);
      return definition;
    }),
  );
}

/** The demo's teams as shipped. */
export async function readShippedTeams(): Promise<TeamDefinition[]> {
  const text = await readFile(new URL('../../../../../demo/teams.yaml', import.meta.url), 'utf8');
  return parse(text) as TeamDefinition[];
}
