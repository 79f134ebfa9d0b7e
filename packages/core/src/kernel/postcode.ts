// An adapter writes them as core does, so the contract has the rule.
export { normalisePostcode } from '@moothall/adapter-sdk';
