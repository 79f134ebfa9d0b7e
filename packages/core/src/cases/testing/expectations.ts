export { auditOf, errorOf, eventsOf } from '../../testing/expectations.js';
