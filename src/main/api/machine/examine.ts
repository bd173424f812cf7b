import type { Reason } from '../../../shared/reasons/index.ts'
import type { TrainerDevice } from '../../../shared/trainer/protocol.ts'
import type { Runtime } from '../../engine/Runtime.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import { reasonWhy, startTrainer } from '../../engine/training/TrainerProcess.ts'

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
  readonly problem: Reason | null
}

/** What is known of the machine at once. */
export const aboutMachine = ({ version, dataFolder, logFile }: Runtime) => ({
  version,
  data: dataFolder,
  log: logFile,
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
})

/** Starts a trainer to see what TensorFlow is here; takes a few seconds. */
export async function examine(runtime: Runtime): Promise<Examination> {
  let device: TrainerDevice | undefined
  const trainer = startTrainer(runtime, { kind: 'probe' }, (event) => {
    if (event.kind === 'ready') device = event.device
  })
  const exit = await trainer.exited
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
    problem: exit.kind === 'finished' ? null : reasonWhy(exit),
  }
}
