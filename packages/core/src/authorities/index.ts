import { defineCapability } from '../kernel/capability.js';
import { addAuthority } from './commands/add-authority.js';
import { addContactLine } from './commands/add-contact-line.js';
import { changeSettings } from './commands/change-settings.js';
import { changeContactLine } from './commands/change-contact-line.js';
import { changeIdentity } from './commands/change-identity.js';
import {
  followSharedHours,
  keepOwnHours,
  removeCalendarDay,
  setCalendar,
  setCalendarDay,
} from './commands/set-calendar.js';
import { importBankHolidays } from './commands/import-bank-holidays.js';
import { importGssAuthorities } from './commands/import-gss-authorities.js';
import { apiRoutes, lineApiRoutes } from './api.js';
import { calendarsApiRoutes } from './calendars-api.js';
import { calendarsRoutes } from './calendars-desk.js';
import { councilRoutes } from './council-desk.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { getRetention, setRetention } from './retention/set-retention.js';
import { getCalendars, getIdentity, getLines, getSettings } from './queries.js';

export { BANK_HOLIDAY_DIVISIONS, BANK_HOLIDAY_YEARS, divisionOf, shippedBankHolidays } from './bank-holidays.js';
export type { BankHoliday, BankHolidayDivision, Nation } from './bank-holidays.js';
export {
  addWorkingDays,
  addWorkingMinutes,
  addWorkingMs,
  calendarNeverOpens,
  findCloseOfBusiness,
  isWorking,
  isWorkingDay,
  nextOpening,
  openPeriodsOn,
  workingDaysBetween,
  workingMinutesBetween,
  workingMsBetween,
} from './calendar-rules.js';
export type { OpenPeriod } from './calendar-days.js';
export type { WorkingDayCount } from './calendar-rules.js';
export { alwaysOpen, calendarOf } from './working-calendar.js';
export type { OpenHours, WorkingCalendar } from './working-calendar.js';
export { calendarFollowers, hasCalendar, workingCalendar } from './calendars.js';
export { inOrder, readWeeklyHours, weeklyHoursText } from './hours-text.js';
export { informationLawCalendar } from './information-law.js';
export { usualCalendar, usualHours } from './usual-hours.js';
export {
  findAuthorityBySlug,
  forgetAuthorities,
  formerOwner,
  getAuthority,
  getPartnership,
  listAuthorities,
  slugsOf,
  successorIn,
} from './known-authorities.js';
export { findLineByNumber, listLines, listPartSuccessors } from './repository.js';
export {
  byContactKey,
  chosenContacts,
  contactKeys,
  contactSettingsOf,
  GivenContacts,
  readContactSettings,
  type ContactKey,
  type ContactValues,
} from './variants/contact-settings.js';
export { NewAuthority } from './types.js';
export type { Authority, ContactLine } from './types.js';
export { bankHolidays as bankHolidaysFormat } from './import/bank-holidays.js';
export { gssAuthorities } from './import/gss-authorities.js';
export { listCouncils, readHolidayRows } from './lists-repository.js';
export type { ListedCouncil } from './lists-repository.js';
export { managedCouncil } from './managed-council.js';
export { actsAtOnce } from './variants/acts-at-once.js';
export { keptClasses, keptWords, type KeptClass, type RetentionRule } from './retention/kept-classes.js';
export { countStandings, keptUntil, pastBefore, readSchedule, scheduleOf } from './retention/schedule.js';
export type { KeptRule, Schedule } from './retention/schedule.js';
export { getRetention, GivenRetention, retentionPermission, setRetention } from './retention/set-retention.js';
export { asRead } from './api.js';
export { settingsFrame, type AboutSettings, type SettingsFrame } from './settings-frame.js';
export { besidePartnership, listShared, SharedList, type Beside, type ListedShared } from './variants/list-shared.js';
export { listHoursToFollow } from './variants/shared-calendars.js';
export { requireOwn, requireSeen } from './variants/require-seen.js';
export { oursSeen, sharedAt, sharedSeen } from './variants/shared-at.js';
export {
  outdatedBase,
  standingOf,
  type OwnOne,
  type Standing,
  type StandingCounts,
  type Variant,
} from './variants/standing.js';
export {
  authoritiesByKey,
  ownOne,
  sharedOne,
  type OwnColumns,
  type Pair,
  type SharedColumns,
} from './variants/own-one.js';
export {
  goBackApiRoute,
  keepApiRoute,
  ownApiRoute,
  takeApiRoute,
  variantApiRoutes,
  type VariantApi,
} from './variants/variants-api.js';
export {
  goBackRoute,
  hrefOfVariant,
  keepRoute,
  ownRoute,
  takeRoute,
  variantRoutes,
  type ComparedVariant,
  type VariantKind,
} from './variants/variants-desk.js';
export { type Compared, type Difference, type VariantAct } from './variants/variants-views.js';
export { addAuthority, changeSettings, addContactLine, importBankHolidays, importGssAuthorities };
export { getCalendars, setCalendar, setCalendarDay };

export const authorities = defineCapability({
  name: 'authorities',
  permissions,
  commands: [
    ...[addAuthority, changeSettings, changeIdentity, addContactLine, changeContactLine],
    ...[setCalendar, setCalendarDay, removeCalendarDay, followSharedHours, keepOwnHours, setRetention],
  ],
  queries: [getSettings, getIdentity, getLines, getCalendars, getRetention],
  routes: [...deskRoutes, ...calendarsRoutes, ...councilRoutes, ...apiRoutes, ...lineApiRoutes, ...calendarsApiRoutes],
  jobs: [],
});
