import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** What a page of the app may load and do, in Electron and in a browser alike. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine sets sizes and colours as style attributes.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * Where a served page may connect at all, whatever asks. The policy above lets frames, forms and prefetches be looked up
 * before it says no, and says nothing of peers. So far Chromium alone knows this.
 */
export const connectionAllowlist = (scheme: 'ws' | 'wss', host: string): string =>
  `(response-origin "${scheme}://${host}/*")`

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

interface PageFile {
  readonly data: Buffer
  readonly type: string
}

/**
 * Reads the file of the window that an address stands for, `/` for the page itself; undefined for anything outside the
 * folder, of an unknown kind, or that is no address.
 */
export async function pageFile(pages: string, url: string): Promise<PageFile | undefined> {
  const way = wayIn(url)
  if (way === undefined) return undefined
  const file = join(pages, way === '/' ? 'index.html' : way)
  const type = mimeTypes[extname(file)]
  if (!file.startsWith(`${pages}${sep}`) || !type) return undefined
  const data = await readFile(file).catch(() => undefined)
  return data && { data, type }
}

function wayIn(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    return undefined
  }
}
