import * as z from 'zod'
import { operation } from './operation.ts'

/** The server that a window came from. */
export const server = {
  /**
   * What it shows whoever comes: SHA-256 of its certificate as AB:CD:…, for people to compare with what they were told; null
   * where the window needs none. Open to anybody; changes nothing.
   */
  about: operation().output(z.object({ fingerprint: z.string().nullable() })),
}
