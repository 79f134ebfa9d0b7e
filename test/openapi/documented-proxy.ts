import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import * as openApiValidator from 'express-openapi-validator';

/** A server that knows nothing but the API's document, in front of the real one. */
export interface DocumentedProxy {
  readonly address: string;
  /** From now on passes requests on to this server. */
  aimAt(target: string): void;
  close(): Promise<void>;
}

type Document = Extract<Parameters<typeof openApiValidator.middleware>[0]['apiSpec'], object>;

/** Status with which the proxy reports that an answer differs from the document. */
export const differs = 599;

/**
 * Passes requests on and checks what it can of them, and every answer, against the document. A request that the
 * document refuses gets the validator's own answer (400, 404, 405, 415), an answer that differs becomes status 599.
 */
export async function openProxy(document: object): Promise<DocumentedProxy> {
  let target = '';
  const app = express();
  app.use(express.json());
  app.use(checkedBy(document as Document));
  app.use((request, response, next) => void forward(target, request, response).catch(next));
  app.use(report);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    aimAt: (address) => void (target = address),
    close: () => closeServer(server),
  };
}

const checksNothing = { validateRequests: false, validateResponses: false, validateSecurity: false } as const;
const checksAll = { ...checksNothing, validateRequests: true, validateResponses: true, validateFormats: true } as const;

/** A validator takes a while to start, and reads all paths that it has anew for each shape of an answer. */
const validators = 10;

/** Looks at the whole document once; paths that begin alike share a validator of requests and answers. */
function checkedBy(document: Document): Router {
  const paths = Object.entries(document.paths ?? {});
  const beginnings = [...new Set(paths.map(([path]) => beginningOf(path)))];
  const partOf = (path: string): number => beginnings.indexOf(beginningOf(path)) % validators;
  const router = Router();
  router.use(openApiValidator.middleware({ apiSpec: document, validateApiSpec: true, ...checksNothing }));
  for (let part = 0; part < validators; part += 1) {
    const ofPart = { ...document, paths: Object.fromEntries(paths.filter(([path]) => partOf(path) === part)) };
    const own = Router().use(openApiValidator.middleware({ apiSpec: ofPart, validateApiSpec: false, ...checksAll }));
    router.use((request, response, next) => (partOf(request.path) === part ? own(request, response, next) : next()));
  }
  return router;
}

/** `/api/v1/cases/{id}`: "cases" */
const beginningOf = (path: string): string => path.split('/')[3] ?? '';

const passedOn = ['authorization', 'if-match', 'idempotency-key', 'accept', 'content-type'];

async function forward(target: string, request: Request, response: Response): Promise<void> {
  const headers = Object.fromEntries(
    passedOn.flatMap((name) => (request.get(name) === undefined ? [] : [[name, request.get(name) ?? '']])),
  );
  const hasBody = request.get('content-length') !== undefined && request.get('content-length') !== '0';
  const answer = await fetch(target + request.originalUrl, {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
  const text = await answer.text();
  response.status(answer.status).type(answer.headers.get('content-type') ?? 'text/plain');
  const etag = answer.headers.get('etag');
  if (etag !== null) response.set('ETag', etag);
  if (text === '') response.end();
  else response.json(JSON.parse(text));
}

function report(
  error: { status?: number; errors?: unknown; message?: string },
  _: Request,
  response: Response,
  _next: NextFunction,
): void {
  const status = error.status === undefined || error.status >= 500 ? differs : error.status;
  response
    .status(status)
    .type('text/plain')
    .end(`${error.message}\n${JSON.stringify(error.errors, null, 1)}`);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
