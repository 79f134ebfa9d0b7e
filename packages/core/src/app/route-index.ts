import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** Parts of an address by which routes are told apart before Express compares them: `/desk/cases/log`, `/api/v1/cases`. */
const partsCompared = 3;

/**
 * Routes by how their addresses begin. Express compares a request with one route after another, and there are hundreds;
 * here it compares with the few that begin alike. Those with more fixed parts are asked first.
 */
export class RouteIndex {
  readonly #routers = new Map<string, Router>();

  /** Where the route of this path is to be added. */
  routerOf(path: string): Router {
    const beginning = fixedBeginning(path);
    let router = this.#routers.get(beginning);
    if (!router) this.#routers.set(beginning, (router = Router({ caseSensitive: true })));
    return router;
  }

  readonly handle: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    const near = beginningsOf(request.path).flatMap((beginning) => this.#routers.get(beginning) ?? []);
    const goOn = (reason?: unknown): void => {
      const router = reason === undefined ? near.shift() : undefined;
      if (router) router(request, response, goOn);
      else next(reason);
    };
    goOn();
  };
}

function fixedBeginning(path: string): string {
  const parts = path.split('/').slice(1, 1 + partsCompared);
  const variable = parts.findIndex((part) => /[^\w.-]/.test(part));
  return parts.slice(0, variable < 0 ? parts.length : variable).join('/');
}

/** The longest first. */
function beginningsOf(path: string): string[] {
  const parts = path.split('/', 1 + partsCompared).slice(1);
  return Array.from({ length: parts.length + 1 }, (_, less) => parts.slice(0, parts.length - less).join('/'));
}
