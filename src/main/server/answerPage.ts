import type { IncomingMessage, ServerResponse } from 'node:http'
import { connectionAllowlist, contentSecurityPolicy, pageFile } from './page.ts'

/** How a server answers for the window's files. */
export interface PageSite {
  /** Folder of the window's files. */
  readonly pages: string
  /** Of the WebSocket that its pages open. */
  readonly socketScheme: 'ws' | 'wss'
  /** Sent with each page besides what all are sent with. */
  readonly headers: Readonly<Record<string, string>>
}

/** Says no, in words and with a status. */
export const refuse = (response: ServerResponse, status: number, why: string): void =>
  void response.writeHead(status, { 'Content-Type': 'text/plain' }).end(why)

/** The address that a request asks for; undefined where it is refused already: only files are read here. */
export function askedFor(request: IncomingMessage, response: ServerResponse): URL | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Only GET is answered here.')
    return undefined
  }
  const url = request.url?.startsWith('/') ? URL.parse(`http://own${request.url}`) : null
  if (!url) refuse(response, 400, 'This address cannot be read.')
  return url ?? undefined
}

/** Answers with the file that an address stands for. */
export async function answerPage(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  { pages, socketScheme, headers }: PageSite,
): Promise<void> {
  const file = await pageFile(pages, url.href)
  if (!file) return refuse(response, 404, 'There is no such page.')
  const sent = {
    ...PAGE_HEADERS,
    ...headers,
    'Content-Type': file.type,
    'Connection-Allowlist': connectionAllowlist(socketScheme, request.headers.host ?? ''),
  }
  response.writeHead(200, sent).end(file.data)
}

const PAGE_HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}
