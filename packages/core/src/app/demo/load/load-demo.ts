import type { Kernel } from '../../../kernel/kernel.js';
import type { DemoWorld } from '../world/types.js';
import { loadAgreements } from './load-agreements.js';
import { loadAlerts } from './load-alerts.js';
import { loadAuthorities } from './load-authorities.js';
import { loadBulletins } from './load-bulletins.js';
import { loadCases } from './load-cases.js';
import { loadRotas } from './load-rotas.js';
import { loadScim } from './load-scim.js';
import { loadOpen311 } from './load-open311.js';
import { loadWebhooks } from './load-webhooks.js';
import { loadCallBacks } from './load-call-backs.js';
import { loadCallOuts } from './load-call-outs.js';
import { loadCatalogue } from './load-catalogue.js';
import { loadClub } from './load-club.js';
import { loadCustomers } from './load-customers.js';
import { loadDeskWork } from './load-desk-work.js';
import { loadDirectory } from './load-directory.js';
import { loadDuplicates } from './load-duplicates.js';
import { loadExchange } from './load-exchange.js';
import { loadHelp } from './load-help.js';
import { loadInteractions } from './load-interactions.js';
import { loadKnowledge } from './load-knowledge.js';
import { loadOwnArticles } from './load-own-articles.js';
import { loadCustomerLinks } from './load-customer-links.js';
import { loadLiveContacts } from './load-live-contacts.js';
import { loadMessages } from './load-messages.js';
import { loadMorning } from './load-morning.js';
import { loadMerges } from './load-merges.js';
import { loadPaymentDays } from './load-payment-days.js';
import { loadPayments } from './load-payments.js';
import { loadRecharges } from './load-recharges.js';
import { loadPrivacy } from './load-privacy.js';
import { loadPacks } from './load-packs.js';
import { loadPlaces } from './load-places.js';
import { loadMail } from './load-mail.js';
import { loadSentAnswers } from './load-sent-answers.js';
import { loadServiceDraft } from './load-service-draft.js';
import { loadSharedDefaults } from './load-shared-defaults.js';
import { loadStaff } from './load-staff.js';
import { loadSurveys } from './load-surveys.js';
import { sayQueues } from '../queue-reports.js';
import type { DemoFiles } from './read-files.js';

export interface LoadOptions {
  readonly passwordHash: string;
  say(step: string): void;
}

/** Writes the demo's world into an empty database: what people decide goes through commands, the past in bulk. */
export async function loadDemo(
  kernel: Kernel,
  world: DemoWorld,
  files: DemoFiles,
  options: LoadOptions,
): Promise<void> {
  options.say('councils, calendars and telephone lines');
  const authorities = await loadAuthorities(kernel, world);
  options.say('staff and teams');
  const staff = await loadStaff(kernel, world, authorities, options.passwordHash);
  await loadDirectory(kernel, world, files, { authorities, staff });
  options.say(`services and ${files.articles.length} knowledge articles`);
  const catalogue = await loadCatalogue(kernel, world, files, authorities);
  await loadKnowledge(kernel, { authorities, staff, catalogue });
  await loadOwnArticles(kernel, files, { authorities, staff });
  options.say(`${world.places.length} properties`);
  const places = await loadPlaces(kernel, world, authorities);
  options.say(`${world.customers.length} customers`);
  const customers = await loadCustomers(kernel, world, authorities, places);
  options.say(`${world.interactions.length} contacts and ${world.cases.length} cases`);
  const joined = { authorities, staff, catalogue, places, customers };
  const contacts = await loadInteractions(kernel, world, joined);
  await loadSurveys(kernel, world, joined, contacts);
  await loadCases(kernel, world, { ...joined, contacts });
  await loadPayments(kernel, world, { ...joined, contacts });
  await loadPaymentDays(kernel, joined);
  await loadDeskWork(kernel, joined);
  await loadCallBacks(kernel, joined);
  await loadHelp(kernel, files, joined, options.passwordHash);
  await loadRotas(kernel, joined);
  await loadWebhooks(kernel, joined);
  await loadOpen311(kernel, joined);
  await loadScim(kernel, joined);
  await loadCallOuts(kernel, joined);
  await loadBulletins(kernel, joined);
  const agreements = await loadAgreements(kernel, world, joined);
  await loadCustomerLinks(kernel, world, customers, agreements);
  await loadMorning(kernel, world, { ...joined, contacts }, agreements);
  await loadRecharges(kernel, world, joined, agreements);
  await loadClub(kernel, joined);
  await loadMessages(kernel, world, authorities, contacts);
  await loadSharedDefaults(kernel, authorities);
  await loadSentAnswers(kernel, world, joined, contacts);
  await loadMail(kernel, joined.authorities.ids);
  await loadAlerts(kernel, customers, joined);
  await loadMerges(kernel, customers, authorities);
  await loadPrivacy(kernel, joined);
  await loadPacks(kernel, authorities);
  await loadServiceDraft(kernel, joined);
  await loadExchange(kernel, world, { ...joined, contacts });
  await loadDuplicates(kernel, customers, authorities);
  await loadLiveContacts(kernel, world, joined);
  await sayQueues(kernel, 10);
}
