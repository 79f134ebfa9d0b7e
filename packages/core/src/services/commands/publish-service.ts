import { z } from 'zod';
import { defineCommand, digest, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { readDefinition } from '../read-definition.js';
import { findStoredService, type StoredService } from '../repository.js';
import type { ServiceDefinition } from '../types.js';

/**
 * Publishes a service's definition as its next version. Cases keep the version they were logged under.
 * @throws bad_input with every fault of the definition: one with faults is never published
 */
export const publishService = defineCommand({
  name: 'services.publish-service',
  permission: 'services.publish',
  input: z.strictObject({ authorityId: z.number().int(), definition: z.unknown() }),
  run: async (context, { authorityId, definition: raw }) => {
    const { definition, faults } = readDefinition(raw);
    if (!definition)
      throw badInput({ faults: faults.map(({ path, message }) => ({ field: `definition.${path}`, message })) });
    const before = await findStoredService(context.db, authorityId, definition.key);
    const serviceId = before?.id ?? context.newId();
    const versionId = context.newId();
    const number = (before?.lastNumber ?? 0) + 1;
    if (!before) await insertService(context, authorityId, serviceId, definition);
    await context.db.insert('service_versions', {
      id: versionId,
      authority_id: authorityId,
      service_id: serviceId,
      number,
      definition: JSON.stringify(definition),
      created_at: context.now,
      created_by: context.actor.kind === 'staff' ? context.actor.staffId : null,
      published_at: context.now,
    });
    await pointAt(context, serviceId, versionId, before, definition);
    await linkLgsl(context, authorityId, serviceId, definition);
    const details = { key: definition.key, number, digest: digest(definition) };
    await context.audit({ authorityId, subject: { kind: 'service', id: serviceId }, details });
    await context.emit({
      authorityId,
      topic: 'service.published',
      subjectId: serviceId,
      payload: { key: definition.key },
    });
    return { id: serviceId, versionId, number };
  },
});

async function insertService(
  context: CommandContext,
  authorityId: number,
  id: string,
  definition: ServiceDefinition,
): Promise<void> {
  await context.db.insert('services', {
    id,
    authority_id: authorityId,
    key: definition.key,
    name: definition.name,
    state: 'draft',
    restricted: definition.sensitivity === 'restricted',
    updated_at: context.now,
  });
}

async function pointAt(
  context: CommandContext,
  serviceId: string,
  versionId: string,
  before: StoredService | undefined,
  definition: ServiceDefinition,
): Promise<void> {
  await context.db.update(
    'services',
    { id: serviceId },
    {
      published_version_id: versionId,
      name: definition.name,
      state: 'published',
      restricted: definition.sensitivity === 'restricted',
      updated_at: context.now,
      version: (before?.version ?? 0) + 1,
    },
  );
}

async function linkLgsl(
  context: CommandContext,
  authorityId: number,
  serviceId: string,
  definition: ServiceDefinition,
): Promise<void> {
  await context.db.remove('service_lgsl', { service_id: serviceId });
  const links = [...new Set(definition.lgsl)].map((id) => ({
    authority_id: authorityId,
    service_id: serviceId,
    lgsl_id: id,
  }));
  if (links.length > 0) await context.db.insert('service_lgsl', links);
}
