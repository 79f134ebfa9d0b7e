import { findReachable, keepColleague } from '../../customers/index.js';
import { participantOf } from '../../interactions/index.js';
import { defineCommand } from '../../kernel/command.js';
import { logCase } from '../commands/log-case.js';
import { LogCaseWithFiles } from '../log/log-input.js';
import { helpServiceFor } from './help-uploads.js';
import { askerIn } from './own-request.js';

/** What asking takes: the form alone, because who asks is known. */
export const AskForHelpInput = LogCaseWithFiles.pick({
  serviceId: true,
  answers: true,
  location: true,
  confirmedDespite: true,
  files: true,
});

/**
 * Logs a request of the actor's own at a service desk, of whichever authority: the same case with the same clock and
 * routing as one that its officers log. Their record as the desk's customer is made or brought up to date.
 * @throws not_found for a service that is none of a service desk's for the actor's council; what logging a case throws
 */
export const askForHelp = defineCommand({
  name: 'cases.ask-for-help',
  permission: 'cases.ask',
  input: AskForHelpInput,
  output: logCase.output,
  run: async (context, form) => {
    const personId = askerIn(context.actor);
    const { serviceId } = form;
    const { authorityId } = await helpServiceFor(context, serviceId, personId);
    const desk = context.lend({ authorityId, serviceId });
    const { id: customerId } = await keepColleague(desk, authorityId, personId);
    const customer = await findReachable(desk.db, customerId);
    const email = customer?.contactPoints.find(({ kind }) => kind === 'email')?.value;
    const participant = customer && { ...participantOf(customer), ...(email ? { email } : {}) };
    return await logCase.run(desk, { ...form, customerId, ...(participant ? { participant } : {}) });
  },
});
