import { z } from 'zod';
import { notSignedIn } from '../kernel/errors.js';
import { apiRoute, json, signedIn, type Route } from '../kernel/route.js';

const Me = z.object({
  personId: z.string(),
  name: z.string(),
  /** By authority: what the token may do there now. */
  authorities: z.array(z.object({ authorityId: z.number(), permissions: z.array(z.string()) })),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/me',
    permission: signedIn,
    api: { summary: 'Whose token this is, and what it may do where', tag: 'Authorities', output: Me },
    handle: async ({ visitor: { actor } }) => {
      if (actor.kind !== 'staff') throw notSignedIn();
      const held = [...actor.grants].flatMap(([permission, grants]) =>
        grants.map(({ authorityId }) => ({ authorityId, permission })),
      );
      const ids = [...new Set(held.map(({ authorityId }) => authorityId))].sort((a, b) => a - b);
      const authorities = ids.map((authorityId) => {
        const here = held.filter((each) => each.authorityId === authorityId).map(({ permission }) => permission);
        return { authorityId, permissions: [...new Set(here)].sort() };
      });
      return json({ personId: actor.staffId, name: actor.name, authorities });
    },
  }),
];
