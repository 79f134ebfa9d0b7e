import type { QueueAction } from '../cases/index.js';
import { defineCapability } from '../kernel/capability.js';
import { answerApiRoutes } from './answer/answer-api.js';
import { answerRoutes } from './answer/answer-desk.js';
import { getAnswer } from './answer/answer-queries.js';
import { apiRoutes } from './api.js';
import { queueAutomatic } from './commands/queue-automatic.js';
import { recordDelivery } from './commands/record-delivery.js';
import { createTemplate, editTemplate } from './commands/save-template.js';
import { sendAnswer } from './commands/send-answer.js';
import { sendMessage } from './commands/send-message.js';
import { recordOutcome } from './commands/record-outcome.js';
import {
  cancelMessage,
  confirmMessage,
  dealWithMessage,
  printMessage,
  retryMessage,
} from './commands/settle-message.js';
import { deliveryJobs, tellCustomers } from './jobs.js';
import { messageRoutes } from './message-desk.js';
import { messageAction, messageInBulk } from './commands/message-in-bulk.js';
import { undoMessageInBulk } from './commands/undo-message-in-bulk.js';
import { permissions } from './permissions.js';
import { severalApiRoutes } from './several/several-api.js';
import { severalHref, severalRoutes } from './several/several-desk.js';
import { listLetters } from './several/several-query.js';
import { writePaymentLink } from './commands/write-payment-link.js';
import { writeToContact } from './commands/write-to-contact.js';
import { listContactMessages, previewToContact } from './contact-queries.js';
import { keepMail } from './incoming/keep-mail.js';
import { mailApiRoutes } from './incoming/mail-api.js';
import { mailRoutes } from './incoming/mail-desk.js';
import { getMail, listMail } from './incoming/mail-queries.js';
import { readInboxes } from './incoming/read-inboxes.js';
import { dealWithMail, placeMail } from './incoming/settle-mail.js';
import { getLetter, getMessage, getReply, listCaseMessages, listMessages } from './queries.js';
import { replyRoutes } from './reply-desk.js';
import { goBackToShared, keepOwnTemplate, takeSharedTemplate } from './commands/take-shared-template.js';
import { sharedApiRoutes } from './shared/shared-api.js';
import { sharedRoutes } from './shared/shared-desk.js';
import { compareShared, listShareds } from './shared/shared-queries.js';
import { templateApiRoutes } from './template-api.js';
import { getTemplate, listTemplates } from './template-queries.js';
import { templateRoutes } from './templates-desk.js';
import { listMessageItems, messageTimeline } from './timeline.js';

export { cancelMessage, confirmMessage, createTemplate, editTemplate, printMessage, retryMessage, sendMessage };
export { dealWithMessage, getAnswer, recordDelivery, recordOutcome, sendAnswer };
export { keepOwnTemplate, listShareds as listSharedTemplates, takeSharedTemplate };
export { answerHref } from './answer/answer-views.js';
export { channelOf } from './answer/answer-ways.js';
export { answerWords, shortAnswers } from './answer/answer-words.js';
export { getLetter, getMessage, listCaseMessages, listContactMessages, listMessages, previewToContact, writeToContact };
export type { ShownMessage } from './queries.js';
export { textListener } from './incoming/hear-texts.js';
export { keepMail } from './incoming/keep-mail.js';
export { undividedTexts } from './incoming/undivided-texts.js';
export type { Unwritten } from './link-message.js';
export { writePaymentLink };
export type { ContactPreview } from './contact-queries.js';
export { channelNames, stateName, stateTones } from './message-words.js';
export { messageHref } from './message-views.js';
export { addressWords } from './reply-views.js';
export { messageFigures } from './message-figures.js';
export { messageCourier } from './message-courier.js';
export { messageStateOf, takeMessageBack } from './take-back.js';
export { messageChannels, messageStates } from './types.js';
export type { Message, MessageChannel, MessageState, MessageTemplate } from './types.js';

/** Writing to the customers of several cases of a queue, as the queue's bar offers it. */
export const messageSeveral: QueueAction = {
  does: messageAction,
  text: 'Message',
  key: 'R',
  permission: 'correspondence.send',
  href: severalHref,
  undo: undoMessageInBulk,
};

/** Correspondence: what customers are written, in whose words, and how far it is. */
export const correspondence = defineCapability({
  name: 'correspondence',
  permissions,
  commands: [
    ...[sendMessage, queueAutomatic, recordDelivery, confirmMessage, cancelMessage, printMessage, retryMessage],
    ...[createTemplate, editTemplate, messageInBulk, sendAnswer, undoMessageInBulk, writeToContact],
    ...[takeSharedTemplate, keepOwnTemplate, goBackToShared, dealWithMessage, recordOutcome],
    ...[writePaymentLink, keepMail, placeMail, dealWithMail],
  ],
  queries: [
    ...[getLetter, getMessage, getReply, listCaseMessages, listMessages, getTemplate, listTemplates],
    ...[getAnswer, listContactMessages, listLetters, listMessageItems, previewToContact, compareShared, listShareds],
    ...[getMail, listMail],
  ],
  routes: [
    ...[...replyRoutes, ...messageRoutes, ...answerRoutes, ...severalRoutes, ...sharedRoutes, ...templateRoutes],
    ...[...apiRoutes, ...answerApiRoutes, ...severalApiRoutes, ...sharedApiRoutes, ...templateApiRoutes],
    ...[...mailRoutes, ...mailApiRoutes],
  ],
  jobs: [tellCustomers, readInboxes, ...deliveryJobs],
  timelines: [messageTimeline],
});
