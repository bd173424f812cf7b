import type { Mask } from '../../shared/domain/mask.ts'
import { decodeMask } from '../../shared/domain/rle.ts'

/** Bytes as the contract carries masks. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}

export const bytesFrom = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

export const maskFrom = (base64: string): Mask => decodeMask(bytesFrom(base64))
