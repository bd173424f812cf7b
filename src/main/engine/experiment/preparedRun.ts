import type { InitialWeights } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { sha256File } from '../../files/durableFile.ts'
import type { Sides } from './division.ts'
import type { RunName } from './plan.ts'

/** All that a run is made of. */
export interface PreparedRun {
  readonly name: RunName
  readonly settings: TrainingSettings
  readonly sides: Sides
  readonly initial: InitialWeights
  readonly folder: string
  /** Of settings, frames and first weights. */
  readonly key: string
  /** Whether the report is to show what its model sees. */
  readonly isShown: boolean
}

/** ImageNet's, where they are on this machine, with the hash that tells runs apart by them. */
export async function firstWeights(
  path: string | undefined,
): Promise<{ readonly initial: InitialWeights; readonly sha256: string | null }> {
  if (path === undefined) return { initial: { kind: 'none' }, sha256: null }
  return { initial: { kind: 'imagenet', path }, sha256: await sha256File(path) }
}
