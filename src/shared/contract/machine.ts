import * as z from 'zod'
import { operation } from './operation.ts'

/** The longest page that is printed, in characters: a round's has some pictures in it. */
const LONGEST_PAGE = 20_000_000

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
  /** Cores that the machine has, and with how many rounds learn there at most; null for all but one, where it has more than two. */
  trainer: operation().output(z.object({ cores: z.number(), threads: z.number().nullable() })),
  /** Sets that for every study on the machine; a round that has begun keeps its own. */
  limitTrainer: operation().input(z.object({ threads: z.number().int().min(1).max(1024).nullable() })),
  /**
   * A page of HTML as a PDF in base64, printed by a browser that is installed on the engine's machine; it runs no script and
   * loads nothing. The desktop app prints by itself.
   */
  print: operation('WRONG_USAGE')
    .input(z.object({ page: z.string().min(1).max(LONGEST_PAGE) }))
    .output(z.object({ pdf: z.base64() })),
  /** Writes a report for support into the data folder and tells its path; without anything of a patient. */
  report: operation().output(z.object({ file: z.string() })),
}
