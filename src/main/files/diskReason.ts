import type { Reason } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'

const FULL = new Set(['ENOSPC', 'EDQUOT'])
/** A disk that is broken, was pulled out, or lies on a machine that does not answer. */
const REFUSING = new Set(['EIO', 'EREMOTEIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ETIMEDOUT', 'EHOSTDOWN'])

/** What the operating system said of a disk, as a reason; undefined where it said nothing of one. */
export function diskReason(error: unknown): Reason | undefined {
  const { code = '', path } = (error ?? {}) as { readonly code?: string; readonly path?: string }
  if (FULL.has(code)) return reasonOf('diskFull')
  if (REFUSING.has(code)) return reasonOf('diskRefuses')
  if (code !== 'EROFS') return undefined
  return path === undefined ? reasonOf('diskWriteProtected') : reasonOf('pathWriteProtected', { path })
}
