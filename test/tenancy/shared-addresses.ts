import type { Route } from '#core/kernel/route.js';

const shared =
  /\/places\/:id|\/services\/:key$|\/admin\/staff\/:id|\/directory\/people\/:id(\/vcard)?$|\/directory\/teams\/:id$|\/desk\/help\/for\/:personId$/;

/** Who answers where is everybody's to read, and to change by whose area it is. */
const readByAll = /\/(responsibilities|who-answers)\/:id$/;

/** Addresses of what councils share: the gazetteer, keys of services that several may use, who works where, the directory. */
export const isShared = ({ method, path }: Pick<Route, 'method' | 'path'>): boolean =>
  shared.test(path) || (method === 'get' && readByAll.test(path));
