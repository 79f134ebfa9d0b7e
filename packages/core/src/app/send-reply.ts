import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { serialiseCookie } from '../kernel/http/cookies.js';
import { ownPath } from '../kernel/http/own-path.js';
import type { Cookie, Reply, RouteContext } from '../kernel/route.js';
import type { HttpParts } from './http.js';
import { flashCookie } from './flash.js';

/** Turns what a route answered into HTTP. */
export async function sendReply(
  parts: HttpParts,
  reply: Reply,
  context: RouteContext<unknown, unknown, unknown>,
  request: Request,
  response: Response,
): Promise<void> {
  const cookies: Cookie[] = [...(reply.cookies ?? [])];
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  response.status(reply.status ?? 200);
  switch (reply.kind) {
    case 'page': {
      const { html, clears } = await parts.renderer.page(reply, context, response);
      setCookies(parts, response, [...cookies, ...clears]);
      sendHtml(request, response, html);
      return;
    }
    case 'redirect':
      setCookies(parts, response, reply.say === undefined ? cookies : [...cookies, flashCookie(reply.say)]);
      response.status(303).setHeader('Location', ownPath(reply.to));
      response.end();
      return;
    case 'leave':
      setCookies(parts, response, cookies);
      response.status(303).setHeader('Location', reply.to.href);
      response.end();
      return;
    case 'json':
      if (reply.version !== undefined) response.setHeader('ETag', `"v${reply.version}"`);
      response.type('json').send(JSON.stringify(reply.value));
      return;
    case 'text':
      response.type(reply.type).send(reply.text);
      return;
    case 'file':
      sendFile(reply, request, response);
      return;
    case 'stream':
      await sendStream(reply, response);
      return;
    case 'empty':
      setCookies(parts, response, cookies);
      response.status(reply.status ?? 204).end();
  }
}

/** As one piece with its head: Express would make a buffer of the page, which is then written by itself. */
function sendHtml(request: Request, response: Response, html: string): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(html));
  response.end(request.method === 'HEAD' ? undefined : html);
}

function setCookies(parts: HttpParts, response: Response, cookies: readonly Cookie[]): void {
  const secure = parts.kernel.config.origin?.startsWith('https:') ?? false;
  if (cookies.length > 0)
    response.setHeader(
      'Set-Cookie',
      cookies.map((cookie) => serialiseCookie(cookie, secure)),
    );
}

/** A client that goes away ends it; what fails on the way cuts it off, so that half a file is never taken for a whole one. */
async function sendStream(reply: Extract<Reply, { kind: 'stream' }>, response: Response): Promise<void> {
  response.setHeader('Content-Type', reply.type);
  if (reply.name !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${reply.name}"`);
  try {
    await pipeline(Readable.from(reply.chunks), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** Always as a download with its own type: a file that somebody sent never runs on our origin. */
function sendFile(reply: Extract<Reply, { kind: 'file' }>, request: Request, response: Response): void {
  const ascii = reply.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const disposition = `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(reply.name)}`;
  response.setHeader('Content-Type', reply.mediaType);
  response.setHeader('Content-Disposition', disposition);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.end(request.method === 'HEAD' ? undefined : reply.bytes);
}
