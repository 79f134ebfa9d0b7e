/** Property and street numbers as cells; `field` is what the fault calls them. */
export { optionalUprnCell, optionalUsrnCell, uprnCell, usrnCell } from '@moothall/adapter-sdk';
