import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** A server's certificate with its key, both as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
  /** SHA-256 of the certificate, as AB:CD:…; what people compare. */
  readonly fingerprint: string
  /** Names and addresses that it is made out to. */
  readonly names: readonly string[]
  readonly from: Date
  readonly until: Date
}

/** Reads the certificate in a text; undefined where there is none. */
export function certificateIn(cert: string): Omit<Certificate, 'key'> | undefined {
  const read = parsed(() => new X509Certificate(cert))
  if (!read) return undefined
  const { fingerprint256: fingerprint, validFrom, validTo, subjectAltName = '' } = read
  return {
    cert,
    fingerprint,
    names: namesIn(subjectAltName),
    from: new Date(validFrom),
    until: new Date(validTo),
  }
}

/** Reads the private key in a text; undefined where there is none, or it needs a passphrase. */
export const keyIn = (key: string): KeyObject | undefined => parsed(() => createPrivateKey(key))

/** Whether a key is the certificate's own. */
export const belongs = (cert: string, key: KeyObject): boolean =>
  parsed(() => new X509Certificate(cert).checkPrivateKey(key)) ?? false

/** `DNS:one, IP Address:10.0.0.7`; addresses are written in their shortest form. */
const namesIn = (alternatives: string): string[] =>
  alternatives
    .split(', ')
    .map((one) => one.replace(/^(DNS|IP Address):/, '').toLowerCase())
    .filter((one) => one !== '')
    .map((one) => (isIP(one) === 6 ? shortest(one) : one))

/** An IPv6 address as addresses of the web write it. */
export const shortest = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1)

function parsed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
