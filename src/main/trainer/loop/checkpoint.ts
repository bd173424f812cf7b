import { readdir, readFile, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { settingsFromFile } from '../../../shared/trainer/presets.ts'
import type { TrainerDevice } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import type { NamedArray, NamedArrays } from '../weights/safetensors.ts'
import { readSafeTensors, writeSafeTensors } from '../weights/safetensors.ts'

/** Checkpoints kept per run; the last may be cut off by a full disk, so never fewer than two. */
const KEPT = 2

/** All that a run needs to go on as if nothing had happened. */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number
  readonly seconds: number
  /** What it was computed on; absent in checkpoints of earlier versions. */
  readonly device?: TrainerDevice
  readonly arrays: NamedArrays
}

const fileName = (step: number) => `checkpoint-${String(step).padStart(8, '0')}.safetensors`
const CHECKPOINT = /^checkpoint-(\d+)\.safetensors$/

/** What the tensors of a checkpoint take on the disk, bytes. */
export const bytesOf = ({ arrays }: Checkpoint): number =>
  [...arrays.values()].reduce((sum, { data }) => sum + data.byteLength, 0)

/**
 * Saves a checkpoint with its sha256 beside it, then drops the oldest, and any of a later step: the run went back behind
 * that, so it is broken or of another time, and would stand for one of those that are kept.
 */
export async function saveCheckpoint(
  folder: string,
  { step, seconds, device, arrays }: Checkpoint,
  settings: TrainingSettings,
) {
  const metadata = {
    step: String(step),
    seconds: String(seconds),
    settings: JSON.stringify(settings),
    ...(device ? { device: JSON.stringify(device) } : {}),
  }
  const path = join(folder, fileName(step))
  const hash = await writeDurably(path, writeSafeTensors({ tensors: arrays, metadata }))
  await writeDurably(`${path}.sha256`, new TextEncoder().encode(hash))
  const all = await checkpointsIn(folder)
  const earlier = all.filter((name) => name <= fileName(step))
  for (const old of [...all.filter((name) => name > fileName(step)), ...earlier.slice(KEPT)]) {
    await unlink(join(folder, old))
    await unlink(join(folder, `${old}.sha256`)).catch(() => {})
  }
}

/**
 * The newest checkpoint that is whole; `skipped` names broken ones that were passed over. Undefined where there
 * is none. A checkpoint of other settings (more steps asked for, say) is none of this run's.
 */
export async function lastCheckpoint(
  folder: string,
  settings: TrainingSettings,
): Promise<{ found?: Checkpoint; skipped: string[] }> {
  const skipped: string[] = []
  for (const name of await checkpointsIn(folder)) {
    try {
      const bytes = await readFile(join(folder, name))
      const expected = (await readFile(join(folder, `${name}.sha256`), 'utf8')).trim()
      if (sha256(bytes) !== expected) throw new Error('changed')
      const { tensors, metadata } = readSafeTensors(bytes)
      if (!areSettings(metadata['settings'], settings)) throw new Error('other settings')
      const found = { step: Number(metadata['step']), seconds: Number(metadata['seconds']), arrays: tensors }
      const device = metadata['device']
      // Written by `saveCheckpoint`, and its hash is right.
      return device
        ? { found: { ...found, device: JSON.parse(device) as TrainerDevice }, skipped }
        : { found, skipped }
    } catch {
      skipped.push(name)
    }
  }
  return { skipped }
}

/** Whether a checkpoint's settings are these; an earlier version wrote the same ones in another order. */
const areSettings = (written: string | undefined, settings: TrainingSettings) =>
  isDeepStrictEqual(settingsFromFile(written ?? '{}'), settingsFromFile(JSON.stringify(settings)))

/** Removes what a killed process has left of files that it was writing. */
export async function removeHalves(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names.filter((n) => n.endsWith('.writing')))
    await rm(join(folder, name), { force: true })
}

async function checkpointsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => CHECKPOINT.test(name))
    .sort()
    .reverse()
}

export const arrayOf = (data: Float32Array): NamedArray => ({ shape: [data.length], data })
