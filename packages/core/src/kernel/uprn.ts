// An adapter writes them as core does, so the contract has the rule.
export { normaliseUprn, normaliseUsrn } from '@moothall/adapter-sdk';
