import { createHash, randomBytes } from 'node:crypto'

/** Crockford's: no letter in it is taken for a digit. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Of five bits each: 140 bits. */
const LENGTH = 28
const LASTS = 3 * 24 * 3600_000

/** What somebody chooses their password with, once; only its hash is kept. */
export interface OneTimeCode {
  /** In groups that can be typed, as 3XW0-…. */
  readonly code: string
  readonly hash: string
  /** Until when it is good, ISO 8601. */
  readonly until: string
}

export function oneTimeCode(): OneTimeCode {
  const plain = [...randomBytes(LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('')
  const code = plain.replace(/.{4}(?!$)/g, '$&-')
  return { code, hash: codeHash(code), until: new Date(Date.now() + LASTS).toISOString() }
}

/** The hash of a code as somebody typed it: small letters, spaces, O for 0 and I or L for 1 are meant well. */
export function codeHash(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return createHash('sha256').update(plain).digest('hex')
}
