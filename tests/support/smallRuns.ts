import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import type { TrainerEvent } from '../../src/shared/trainer/messages.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { FrameRef, TrainJob } from '../../src/shared/trainer/protocol.ts'
import { writePairs } from './TestStudy.ts'

const STEPS = 6

/** A LoCo run of six steps on eight small frames, which it draws into `place`. */
export async function smallRuns(place: string) {
  const data = join(place, 'data')
  mkdirSync(data, { recursive: true })
  await writePairs(data, 8, 48)
  const job = (name: string, resume: boolean): TrainJob => {
    const images = join(data, 'images')
    const frames = readdirSync(images)
      .sort()
      .map((file) => {
        const lesion = new Uint8Array(48 * 48).fill(1, 500, 1200)
        const mask = encodeMask({ width: 48, height: 48, data: lesion })
        return { id: file, path: join(images, file), patient: file, modality: 'other', mask }
      })
    return {
      settings: settingsFrom('cpu', { classes: 2, steps: STEPS, size: 32, batch: 2, checkpointEvery: 2 }),
      labelled: frames.slice(0, 3),
      unlabelled: frames.slice(3),
      validation: [],
      test: [],
      limits: { stopAfterSeconds: null, pauseOnBattery: false },
      predict: [],
      initial: { kind: 'none' },
      runFolder: join(place, name),
      resume,
    }
  }
  return {
    job,
    /**
     * Trains run `name` until `stopAfter` steps, then cancels; returns what the trainer told. Before each step somebody asks
     * about frames that `asks` names.
     */
    async run(
      name: string,
      resume: boolean,
      stopAfter = STEPS,
      asks: readonly FrameRef[] = [],
      giveWay = async () => 0,
    ): Promise<TrainerEvent[]> {
      const asked = [...asks]
      const { train } = await import('../../src/main/trainer/loop/train.ts')
      const events: TrainerEvent[] = []
      const done = () => events.filter((e) => e.kind === 'step').length
      const stopIfCancelled = () => {
        if (done() >= stopAfter && stopAfter < STEPS) throw new Error('cancelled')
      }
      await train(job(name, resume), {
        emit: (e) => events.push(e),
        stopIfCancelled,
        pauseAsked: () => false,
        giveWay,
        preferred: () => [],
        nextAsked: () => asked.shift(),
      }).catch((error: Error) => {
        if (error.message !== 'cancelled') throw error
      })
      return events
    },
    weights: (name: string) => readFileSync(join(place, name, 'model.safetensors')),
  }
}
