import * as z from 'zod'
import { operation } from './operation.ts'

export const machine = {
  /** Which LoCo Studio this is, and where the engine's machine keeps what belongs to no study. */
  about: operation().output(
    z.object({
      version: z.string(),
      data: z.string(),
      log: z.string(),
      platform: z.string(),
      node: z.string(),
    }),
  ),
  /** Writes a report for support into the data folder and tells its path; without anything of a patient. */
  report: operation().output(z.object({ file: z.string() })),
}
