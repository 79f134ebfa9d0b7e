import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { deskRoutes } from './desk.js';
import { getKey, listKeys } from './keys/keys-queries.js';
import { makeKey, newKeySecret, revokeKey } from './keys/make-key.js';
import { offerService } from './offers/offer-service.js';
import { getServiceOffer, listServiceOffers } from './offers/offers-queries.js';
import { geoServiceRoutes, unknownGeoRoutes } from './offers/service-routes.js';
import { permissions } from './permissions.js';
import { readRequests } from './requests/read-requests.js';
import { requestRoutes } from './requests/request-routes.js';
import { takeReport } from './requests/take-report.js';
import { readUpdates } from './updates/read-updates.js';
import { takeUpdate } from './updates/take-update.js';
import { updateRoutes } from './updates/update-routes.js';

export { makeKey, newKeySecret, offerService };

/** Moothall as a server of Open311 GeoReport v2: other systems report to a council, and follow what becomes of it. */
export const open311 = defineCapability({
  name: 'open311',
  permissions,
  commands: [makeKey, revokeKey, offerService, takeReport, takeUpdate],
  queries: [listKeys, getKey, listServiceOffers, getServiceOffer, readRequests, readUpdates],
  routes: [
    ...[...deskRoutes, ...apiRoutes, ...geoServiceRoutes],
    ...[...requestRoutes, ...updateRoutes, ...unknownGeoRoutes],
  ],
  jobs: [],
});
