import type { IncomingMessage } from 'node:http'

/**
 * Whether a request names this server, and does not come from another site's page. `origins` are the addresses it goes by,
 * as `https://server:8443`.
 */
export function isOwnRequest({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { host = '', origin } = headers
  const named = origins.find((own) => own.slice(own.indexOf('//') + 2) === host.toLowerCase())
  if (named === undefined || (origin !== undefined && !origins.includes(origin))) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
