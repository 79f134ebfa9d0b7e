import type { Route } from '#core/kernel/route.js';
import { fact } from './seed-places.js';
import { adapterSamples } from './routes/adapter-samples.js';
import { agreementSamples } from './routes/agreement-samples.js';
import { businessCasePart, clubSamples } from './routes/club-samples.js';
import { callBackSamples } from './routes/call-back-samples.js';
import { callOutSamples } from './routes/call-out-samples.js';
import { caseSamples } from './routes/case-samples.js';
import { contactSamples } from './routes/contact-samples.js';
import { directorySamples } from './routes/directory-samples.js';
import { customerSamples } from './routes/customer-samples.js';
import { exchangeSamples } from './routes/exchange-samples.js';
import { handoverSamples } from './routes/handover-samples.js';
import { helpParts, helpSamples } from './routes/help-samples.js';
import { houseSamples } from './routes/house-samples.js';
import { knowledgeSamples } from './routes/knowledge-samples.js';
import { rechargeParts, rechargeSamples } from './routes/recharge-samples.js';
import { placeSamples } from './routes/place-samples.js';
import { sharedSamples } from './routes/shared-samples.js';
import { paymentParts, paymentSamples } from './routes/payment-samples.js';
import { open311Samples } from './routes/open311-samples.js';
import { scimSamples } from './routes/scim-samples.js';
import { webhookSamples } from './routes/webhook-samples.js';
import { serviceSamples } from './routes/service-samples.js';
import type { RouteSample } from './routes/route-sample.js';
import type { Seeded } from './seed.js';

export type { RouteSample };

export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path}`;

/** Whose row a part of an address names, by the path up to it. */
const parts: readonly (readonly [RegExp, (of: Seeded) => string])[] = [
  [/\/customers\/:id$/, (of) => of.customerId],
  [/:instance$/, (of) => of.instance],
  [/\/api\/.*:webhookId$/, (of) => of.otherWebhookId],
  [/\/api\/.*:webhookDeliveryId$/, (of) => of.otherWebhookDeliveryId],
  [/:webhookId$/, (of) => of.webhookId],
  [/:webhookDeliveryId$/, (of) => of.webhookDeliveryId],
  [/:deliveryId$/, (of) => of.deliveryId],
  [/:pointId$/, (of) => of.contactPointId],
  [/\/identifiers\/:partId$/, (of) => of.identifierId],
  [/\/alerts\/:id$/, (of) => of.alertId],
  [/\/restricted-openings\/:id$/, (of) => of.openingId],
  [/:consentId$/, (of) => of.consentId],
  [/:mergeId$/, (of) => of.mergeId],
  [/\/duplicates\/:id$|\/customer-pairs\/:id$/, (of) => of.pairId],
  [/\/representations\/:partId$/, (of) => of.representationId],
  [/\/occupancies\/:partId$/, (of) => of.occupancyId],
  [/\/customers\/:id\/links\/:partId$/, (of) => of.customerLinkId],
  [/\/relationships\/:partId$/, (of) => of.relationshipId],
  [/\/agreements\/:id$/, (of) => of.agreementId],
  [/\/(?:partnership|governance)\/:part$/, () => businessCasePart],
  [/\/(?:partnership|governance)\/:part\/:id$/, (of) => of.businessCaseId],
  [/:savingId$/, (of) => of.savingId],
  [/\/savings\/.*:fileId$/, (of) => of.savingFileId],
  [/\/bulletins\/:id$/, (of) => of.bulletinId],
  [/\/(?:lines|contact-lines)\/:id$/, (of) => of.lineId],
  [/\/calendars\/:key$/, () => 'office'],
  [/\/days\/:on$/, () => '2026-12-24'],
  [/\/authorities\/:id$/, (of) => String(of.authorityId)],
  [/\/interactions\/:id$/, (of) => of.interactionId],
  [/\/enquiries\/:id$/, (of) => of.enquiryId],
  [/\/cases\/:id$/, (of) => of.caseId],
  [/\/cases\/:reference$/, (of) => of.caseReference],
  [/\/changes\/:batchId$/, (of) => of.batchId],
  [/\/api\/.*:linkId$/, (of) => of.otherLinkId],
  [/:linkId$/, (of) => of.linkId],
  [/\/desk\/messages\/:messageId$/, (of) => of.contactMessageId],
  [/:connection$/, () => 'nowhere'],
  [/\/api\/.*:identityId$/, (of) => of.otherIdentityId],
  [/:identityId$/, (of) => of.identityId],
  [/:scimTokenId$/, (of) => of.scimTokenId],
  [/^\/scim\/v2\/Users\/:id$/, (of) => of.scimUserId],
  [/^\/scim\/v2\/Groups\/:id$/, (of) => of.scimGroupId],
  [/^\/scim\/v2\/ResourceTypes\/:id$/, () => 'User'],
  [/^\/scim\/v2\/Schemas\/:id$/, () => 'urn:ietf:params:scim:schemas:core:2.0:User'],
  [/^\/open-referral\/.*:id$/, (of) => of.serviceId],
  [/^\/open311\/.*:named\.json$/, (of) => `${of.caseId}.json`],
  [/^\/open311\/.*:named\.xml$/, (of) => `${of.caseId}.xml`],
  [/^\/pay\/:id$/, (of) => of.paymentId],
  [/^\/pay\/.*:proof$/, () => 'unproved'],
  [/:wordId$/, (of) => of.stuckWordId],
  [/:messageId$/, (of) => of.messageId],
  [/:mailId$/, (of) => of.mailId],
  [/\/call-backs\/:id$/, (of) => of.callBackId],
  [/\/call-outs\/:id$/, (of) => of.callOutId],
  [/\/handovers\/:id$/, (of) => of.handoverId],
  [/:peerId$/, (of) => of.peerId],
  [/:transferId$/, (of) => of.transferId],
  [/\/payments\/:id$/, (of) => of.paymentId],
  [/:templateId$/, (of) => of.templateId],
  [/:viewId$/, (of) => of.savedViewId],
  [/:taskId$/, (of) => of.taskId],
  [/:fileId$/, (of) => of.fileId],
  [/\/places\/:id$/, (of) => of.placeId],
  [/:fact$/, () => fact],
  [/\/service-(?:designs?|preview)\/:id$/, (of) => of.serviceId],
  [/\/service-design\/:id\/:part$/, () => 'outcomes'],
  [/:entry$/, () => '1'],
  [/\/services\/:id$/, (of) => of.serviceId],
  [/\/services\/:key$/, (of) => of.serviceKey],
  [/\/open311\/keys\/:keyId$/, (of) => of.spareKeyId],
  [/\/open311\/services\/:serviceId$/, (of) => of.serviceId],
  [/\/log\/:serviceId$/, (of) => of.serviceId],
  [/:feedbackId$/, (of) => of.feedbackId],
  [/\/articles\/:id$/, (of) => of.articleId],
  [/:sharedServiceKey$/, (of) => of.sharedServiceKey],
  [/\/(?:synonyms\/shared|shared-synonyms)\/:key$/, () => 'search-words'],
  [/:sharedTemplateKey$/, (of) => of.sharedTemplateKey],
  [/\/(?:message-templates\/shared|shared-message-templates)\/:key$/, (of) => of.takenTemplateKey],
  [/\/(?:service-design\/shared|shared-services)\/:key$/, (of) => of.takenServiceKey],
  [/:sharedKey$/, (of) => of.sharedKey],
  [/\/shared\/:key$/, (of) => of.takenKey],
  [/\/knowledge\/:key$/, (of) => of.articleKey],
  [/\/(?:responsibilities|admin\/who-answers)\/:id$/, (of) => of.ruleId],
  [/\/(?:duty-rotas|directory\/rotas)\/:id$/, (of) => of.rotaId],
  [/\/api\/.*:swapId$/, (of) => of.otherSwapId],
  [/:swapId$/, (of) => of.swapId],
  [/\/teams\/:id$/, (of) => of.teamId],
  [/\/directory\/people\/:id$/, (of) => of.colleagueId],
  [/\/(?:responsibilities\/imports|who-answers\/import)\/:id$/, (of) => of.rulesFileId],
  [/\/directory\/imports?\/:id$/, (of) => of.staffFileId],
  [/:changeId$/, (of) => of.entryChangeId],
  [/\/admin\/staff\/:id$/, (of) => of.colleagueId],
  [/\/me\/tokens\/:id$/, (of) => of.tokenId],
  [/\/packs\/install\/:id$/, (of) => of.packFileId],
  [/\/packs\/:id$/, (of) => of.packId],
  [/\/password\/:token$/, (of) => of.passwordLink],
  [/\/s\/:token$/, (of) => of.surveyToken],
];

/** The route's address with this council's ids in it. @throws for a part that nobody has told about above */
export function addressOf({ path }: Pick<Route, 'path'>, of: Seeded): string {
  let made = '';
  let upToHere = '';
  const byWholePath =
    [...rechargeParts, ...helpParts, ...paymentParts].find(([pattern]) => pattern.test(path))?.[1](of) ?? {};
  for (const part of path.split('/').slice(1)) {
    upToHere += `/${part}`;
    const named = (): string | undefined =>
      byWholePath[part] ?? parts.find(([pattern]) => pattern.test(upToHere))?.[1](of);
    const value = part.startsWith(':') ? named() : part;
    if (value === undefined) throw new Error(`the samples do not know what ${part} in ${path} stands for`);
    made += `/${encodeURIComponent(value)}`;
  }
  return made;
}

/** A sample for every route of the desk and of the API. A new route joins with its line in one of these. */
export const routeSamples: Readonly<Record<string, RouteSample>> = {
  ...adapterSamples,
  ...webhookSamples,
  ...scimSamples,
  ...open311Samples,
  ...agreementSamples,
  ...clubSamples,
  ...callBackSamples,
  ...callOutSamples,
  ...caseSamples,
  ...contactSamples,
  ...customerSamples,
  ...directorySamples,
  ...exchangeSamples,
  ...handoverSamples,
  ...helpSamples,
  ...houseSamples,
  ...knowledgeSamples,
  ...paymentSamples,
  ...placeSamples,
  ...rechargeSamples,
  ...serviceSamples,
  ...sharedSamples,
};
