import * as z from 'zod'

/** A folder or a file of the engine's machine: no longer than any system allows, whole text, and no end within it. */
export const path = z
  .string()
  .max(4096)
  .regex(/^[^\0\p{Cs}]*$/u)

/** What something is called by, or an id: what is longer has been made by nothing of ours. */
export const name = z.string().max(1000)
