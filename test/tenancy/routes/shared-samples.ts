import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const asked = ({ of }: Target) => ({ authority: String(of.authorityId) });
const askedByApi = ({ of }: Target) => ({ authorityId: String(of.authorityId) });
const seen = ({ of }: Target) => ({ authorityId: of.authorityId, number: 1 });

const templateVersion = ({ of, version }: Target): Promise<number> =>
  version('message_templates', { authority_id: of.authorityId, key: of.takenTemplateKey });

const synonymsVersion = ({ of, version }: Target): Promise<number> =>
  version('synonym_lists', { authority_id: of.authorityId });

/** A kind's list, comparison and acts, at the desk and by API. */
function samplesOf(
  { desk, api, key }: { readonly desk: string; readonly api: string; readonly key?: string },
  ownVersion: (target: Target) => Promise<number>,
): Record<string, RouteSample> {
  const ours = async (target: Target) => ({ ...seen(target), expectedVersion: await ownVersion(target) });
  const taken = {
    [`POST ${desk}/:${key}/take`]: { body: seen },
    [`POST ${api}/:${key}/take`]: { body: seen },
  };
  return {
    ...(key === undefined ? {} : taken),
    [`GET ${desk}`]: { query: asked },
    [`GET ${desk}/:key`]: { query: asked },
    [`POST ${desk}/:key/keep`]: { body: ours },
    [`POST ${desk}/:key/go-back`]: { body: ours },
    [`GET ${api}`]: { query: askedByApi },
    [`GET ${api}/:key`]: { query: askedByApi },
    [`POST ${api}/:key/keep`]: { body: seen, ifMatch: ownVersion },
    [`POST ${api}/:key/go-back`]: { body: seen, ifMatch: ownVersion },
  };
}

/** Samples for what the partnership shares, where every kind has the same routes. */
export const sharedSamples: Readonly<Record<string, RouteSample>> = {
  ...samplesOf(
    {
      ...{ desk: '/desk/admin/message-templates/shared', api: '/api/v1/shared-message-templates' },
      key: 'sharedTemplateKey',
    },
    templateVersion,
  ),
  ...samplesOf({ desk: '/desk/knowledge-editing/synonyms/shared', api: '/api/v1/shared-synonyms' }, synonymsVersion),
};
