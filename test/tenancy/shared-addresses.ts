import type { Route } from '#core/kernel/route.js';

const shared =
  /\/places\/:id|\/services\/:key$|\/admin\/staff\/:id|\/directory\/people\/:id(\/vcard)?$|\/directory\/teams\/:id$/;

/** Addresses of what councils share: the gazetteer, keys of services that several may use, who works where, the directory. */
export const isShared = ({ path }: Pick<Route, 'path'>): boolean => shared.test(path);
