import { publishArticle } from '../../../knowledge/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { AuthorityId } from '../../../kernel/scope.js';
import { publishService, type ServiceDefinition } from '../../../services/index.js';
import { offersService } from '../world/authorities.js';
import type { DemoAuthorityKey, DemoWorld } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { changeSharedServices, loadSharedServices } from './load-shared-services.js';
import type { DemoFiles } from './read-files.js';

export interface LoadedService {
  readonly id: string;
  readonly versionId: string;
  readonly definition: ServiceDefinition;
}

export interface LoadedCatalogue {
  /** By `<authority key>/<service key>`. */
  readonly services: ReadonlyMap<string, LoadedService>;
  /** The article that answers for a service, by the service's key. */
  readonly articles: ReadonlyMap<string, string>;
}

/** Each council publishes what it offers, a few services as the partnership defined them; articles belong to the partnership and are shared. */
export async function loadCatalogue(
  kernel: Kernel,
  world: DemoWorld,
  files: DemoFiles,
  { ids }: LoadedAuthorities,
): Promise<LoadedCatalogue> {
  const services = new Map<string, LoadedService>();
  await loadSharedServices(kernel, files, ids);
  for (const { key } of world.authorities) {
    if (key === 'partnership') continue;
    const offered = files.services.filter((service) => offersService(key, service));
    const published = await Promise.all(offered.map((definition) => publish(kernel, ids.get(key), definition)));
    for (const service of published) services.set(`${key}/${service.definition.key}`, service);
  }
  await changeSharedServices(kernel, files, ids);
  return { services, articles: await loadArticles(kernel, files, ids.get('partnership')) };
}

async function publish(
  kernel: Kernel,
  authorityId: AuthorityId | undefined,
  definition: ServiceDefinition,
): Promise<LoadedService> {
  const { id, versionId } = await runCommand(kernel, demoActor, publishService, { authorityId, definition });
  return { id, versionId, definition };
}

async function loadArticles(
  kernel: Kernel,
  files: DemoFiles,
  authorityId: AuthorityId | undefined,
): Promise<Map<string, string>> {
  const byService = new Map<string, string>();
  const published = files.articles.map(async (article) => {
    const { id } = await runCommand(kernel, demoActor, publishArticle, { authorityId, article });
    return { id, article };
  });
  for (const { id, article } of await Promise.all(published))
    if (article.serviceKey && !byService.has(article.serviceKey)) byService.set(article.serviceKey, id);
  return byService;
}

export function serviceOf(
  { services }: LoadedCatalogue,
  authorityKey: DemoAuthorityKey,
  serviceKey: string,
): LoadedService {
  const service = services.get(`${authorityKey}/${serviceKey}`);
  if (!service) throw new Error(`${authorityKey} does not publish ${serviceKey}`);
  return service;
}
