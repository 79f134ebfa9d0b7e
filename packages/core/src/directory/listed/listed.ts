import { followListed } from './follow-listed.js';
import { listedApiRoutes } from './listed-api.js';
import { listedRoutes } from './listed-desk.js';
import { listDirectoryReadings } from './listed-queries.js';
import { readDirectories } from './read-nightly.js';

/** A council's own directory, such as Active Directory, from which its staff are brought in. */
export const listed = {
  commands: [followListed],
  queries: [listDirectoryReadings],
  routes: [...listedRoutes, ...listedApiRoutes],
  jobs: [readDirectories],
};
