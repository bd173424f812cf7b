import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { readSafeTensors, writeSafeTensors } from '../weights/safetensors.ts'
import { arrayOf } from './checkpoint.ts'

const FILE = 'best.safetensors'

/** The weights that found lesions best on validation patients in a run, kept beside its checkpoints. */
export class BestSoFar {
  step = 0
  overlap = Number.NEGATIVE_INFINITY
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Takes up what an earlier part of the run kept, unless it lies beyond the step that is resumed from. */
  async restore(resumedStep: number): Promise<void> {
    const found = await this.read()
    if (!found || found.step > resumedStep) return
    this.step = found.step
    this.overlap = found.overlap
  }

  async offer(step: number, overlap: number, { parameters, statistics }: FlatWeights): Promise<void> {
    if (overlap <= this.overlap) return
    const tensors = new Map([
      ['parameters', arrayOf(parameters)],
      ['statistics', arrayOf(statistics)],
    ])
    const path = join(this.folder, FILE)
    const metadata = { step: String(step), overlap: String(overlap) }
    const hash = await writeDurably(path, writeSafeTensors({ tensors, metadata }))
    await writeDurably(`${path}.sha256`, new TextEncoder().encode(hash))
    this.step = step
    this.overlap = overlap
  }

  /** The kept weights; undefined where none were, or the file is damaged. */
  async weights(): Promise<FlatWeights | undefined> {
    const found = await this.read()
    return found?.step === this.step ? found.weights : undefined
  }

  private async read() {
    try {
      const path = join(this.folder, FILE)
      const bytes = await readFile(path)
      if (sha256(bytes) !== (await readFile(`${path}.sha256`, 'utf8')).trim()) return undefined
      const { tensors, metadata } = readSafeTensors(bytes)
      const weights = {
        parameters: tensors.get('parameters')!.data,
        statistics: tensors.get('statistics')!.data,
      }
      return { step: Number(metadata['step']), overlap: Number(metadata['overlap']), weights }
    } catch {
      return undefined
    }
  }
}
