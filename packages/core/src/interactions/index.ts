import { defineCapability } from '../kernel/capability.js';
import { closeEnquiry } from './commands/close-enquiry.js';
import { finishInteraction } from './commands/finish-interaction.js';
import { startInteraction } from './commands/start-interaction.js';
import { permissions } from './permissions.js';

export { closeEnquiry, finishInteraction, startInteraction };
export {
  Participant,
  avoidableReasons,
  channels,
  identityLevels,
  identityQuestions,
  type AvoidableReason,
  type Channel,
  type Enquiry,
  type IdentityCheck,
  type IdentityLevel,
  type IdentityQuestion,
  type Interaction,
  type Outcome,
  type WholeInteraction,
} from './types.js';
export { participantOf, reaches } from './rules.js';

/** Contacts between customers and authorities, and the enquiries in them. */
export const interactions = defineCapability({
  name: 'interactions',
  permissions,
  commands: [closeEnquiry, finishInteraction, startInteraction],
  queries: [],
  routes: [],
  jobs: [],
});
