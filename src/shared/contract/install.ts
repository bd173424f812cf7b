import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { operation } from './operation.ts'
import { progress } from './progress.ts'
import { path } from './texts.ts'

const signer = z.object({ name: z.string(), kind: z.enum(['release', 'development']) })

export const installationState = z.object({
  version: z.string(),
  folder: z.string(),
  /** Who signed it; null where nobody did whom it believes. */
  by: signer.nullable(),
  /** Who looks after it, where it is not its user. */
  managed: z.enum(['deb', 'policy']).nullable(),
  /** The version that is started next, where it is another than the one that runs. */
  next: z.string().nullable(),
  /** The version that one can go back to. */
  before: z.string().nullable(),
  /** An update that lies where it is looked for. */
  found: z.string().nullable(),
  /** What of its files is not as it was signed; null until they were looked at. */
  problems: z.array(reason).nullable(),
})
export type InstallationState = z.infer<typeof installationState>

const lookedAt = z.object({
  version: z.string(),
  from: z.string(),
  built: z.string(),
  /** Bytes that it takes on the disk. */
  bytes: z.number(),
  by: signer,
  /** Studies that are backed up first. */
  studies: z.number(),
  /** Why it is not applied here; null where it can be. */
  why: reason.nullable(),
})
export type LookedAtUpdate = z.infer<typeof lookedAt>

/** What is done with an update can fail for these. */
const REFUSED = ['UPDATE_REFUSED', 'INSTALLATION_CHANGED'] as const

/** The installed LoCo Studio itself. Nobody asks for any of it over the network, and nothing of it asks the network. */
export const install = {
  /** What is installed; null in a checkout. */
  state: operation().output(installationState.nullable()),
  /** Reads an update and says what it would do; changes nothing. */
  look: operation(...REFUSED)
    .input(z.object({ file: path.min(1) }))
    .output(lookedAt),
  /** Backs up the studies that were opened here, puts the new version beside this one and has it started next. */
  apply: operation(...REFUSED, 'WRONG_USAGE')
    .input(z.object({ file: path.min(1) }))
    .output(progress(z.object({ version: z.string() }))),
  /**
   * Has the version before started next. Studies that it cannot write to any more are brought back beside themselves from the
   * backup that the update made, where that is wished; else it fails.
   */
  back: operation(...REFUSED, 'STUDY_NOT_FOUND', 'FILE_DAMAGED', 'STUDY_EXISTS', 'WRONG_USAGE')
    .input(z.object({ withBackups: z.boolean().default(false) }))
    .output(z.object({ version: z.string(), broughtBack: z.array(z.string()) })),
  /** Compares all installed files with the signed list. */
  verify: operation(...REFUSED).output(
    progress(z.object({ problems: z.array(reason), files: z.number(), bytes: z.number() })),
  ),
}
