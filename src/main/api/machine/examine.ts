import type { Reason } from '../../../shared/reasons/index.ts'
import { PairService } from '../../engine/assist/PairService.ts'
import type { Engine } from '../../engine/Engine.ts'
import { reasonWhy } from '../../engine/jobs/JobService.ts'
import type { Runtime } from '../../engine/machine/Runtime.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import { aboutFfmpeg, type Ffmpeg } from '../../files/ffmpeg.ts'

/** What this machine offers, and where LoCo Studio keeps its own things. */
export interface Examination {
  readonly version: string
  readonly data: string
  readonly log: string
  readonly platform: string
  readonly node: string
  readonly tensorflow: string | null
  readonly backend: string | null
  readonly device: string | null
  readonly processor: string | null
  readonly instructions: string | null
  readonly onednn: boolean | null
  readonly sqlite: string
  readonly electron: string | null
  readonly weights: readonly string[]
  /** What reads films; null where none is installed. */
  readonly ffmpeg: Ffmpeg | null
  readonly problem: Reason | null
  /** The pair of nets that box assist works with, and why it cannot. */
  readonly assist: { readonly pair: string | null; readonly problem: Reason | null }
}

/** What is known of the machine at once. */
export const aboutMachine = ({ version, dataFolder, logFile }: Runtime) => ({
  version,
  data: dataFolder,
  log: logFile,
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
})

/** Asks a trainer what TensorFlow is here, and has box assist load its nets; takes a few seconds. */
export async function examine({ runtime, jobs }: Engine): Promise<Examination> {
  const outcome = await jobs.ask({ kind: 'probe', job: {} }).outcome
  const device = outcome.kind === 'finished' ? outcome.answer : undefined
  const { pair, problem } = await PairService.state(runtime)
  const ffmpeg = await aboutFfmpeg()
  return {
    ...aboutMachine(runtime),
    tensorflow: device?.tensorflow ?? null,
    backend: device?.backend ?? null,
    device: device?.device ?? null,
    processor: device?.processor ?? null,
    instructions: device?.instructions ?? null,
    onednn: device?.onednn ?? null,
    sqlite: StoreService.sqliteVersion(),
    electron: process.versions['electron'] ?? null,
    weights: Object.keys(runtime.imagenet),
    ffmpeg: ffmpeg ?? null,
    problem: outcome.kind === 'finished' ? null : reasonWhy(outcome),
    assist: { pair, problem },
  }
}
