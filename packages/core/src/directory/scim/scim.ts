import { addScimGroup, changeScimGroup, removeScimGroupCommand } from './save-scim-group.js';
import { addScimUser, changeScimUser, removeScimUser } from './save-scim-user.js';
import { scimApiRoutes } from './scim-api.js';
import { scimDescriptionRoutes } from './scim-descriptions.js';
import { scimDeskRoutes } from './scim-desk.js';
import { scimGroupRoutes } from './scim-groups-routes.js';
import { followGroupsAgain, listGroupStandings } from './scim-standing.js';
import { addScimToken, listScimTokens, revokeScimToken } from './scim-tokens.js';
import { scimUserRoutes } from './scim-users-routes.js';

/** A SCIM 2.0 server (RFC 7643, 7644), by which a council's own system keeps its staff here. */
export const scim = {
  commands: [
    ...[addScimToken, revokeScimToken, addScimUser, changeScimUser, removeScimUser],
    ...[addScimGroup, changeScimGroup, removeScimGroupCommand, followGroupsAgain],
  ],
  queries: [listScimTokens, listGroupStandings],
  routes: [...scimDeskRoutes, ...scimApiRoutes, ...scimDescriptionRoutes, ...scimUserRoutes, ...scimGroupRoutes],
};
