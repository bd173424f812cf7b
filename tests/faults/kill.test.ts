import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
const folder = join(place.path, 'study')
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 16 })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

describe('kill -9', () => {
  it.skipIf(!hasBuild || !hasTensorFlow)(
    'of the trainer marks the round as crashed, and it resumes to the end',
    async () => {
      const { id } = await engine.training.start(me, smallRound(120))
      const stop = new AbortController()
      for await (const event of engine.training.watch(stop.signal)) {
        if (event.kind === 'loss' && event.point.step >= 60) {
          const pid = engine.training.trainerPid(id)
          if (pid === undefined) throw new Error('There is no trainer to kill.')
          process.kill(pid, 'SIGKILL')
          stop.abort()
        }
      }
      const crashed = await engine.training.ended(id)
      expect(crashed).toMatchObject({
        state: 'crashed',
        message: { name: 'trainerStopped' },
      })
      await engine.training.resume(me, id)
      const finished = await engine.training.ended(id)
      expect(finished).toMatchObject({ state: 'finished', step: 120 })
      const { losses } = await engine.training.curves(id)
      expect(losses.map((p) => p.step)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
    },
  )

  it.skipIf(!hasBuild)('finds no TensorFlow: painting goes on, training says what to install', async () => {
    const bare = testEngine(place.path, {
      nodeArguments: ['--require', join(project, 'tests/support/hideTensorFlow.cjs')],
    })
    await engine.close()
    const study = await bare.openStudy(folder)
    await expect(bare.training.start(me, smallRound(2))).rejects.toMatchObject({
      code: 'TENSORFLOW_MISSING',
      reason: { name: 'noTensorFlow' },
    })
    const [own] = await LabelService.list(callIn(study), 2)
    const { encodeMask } = await import('../../src/shared/domain/rle.ts')
    const patch = encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })
    await expect(
      LabelService.paint(callIn(study), {
        frame: 2,
        stroke: 'still-painting',
        base: own?.revision ?? 0,
        x: 0,
        y: 0,
        patch,
      }),
    ).resolves.toMatchObject({ revision: 2 })
    await bare.close()
    await engine.openStudy(folder)
  })
})
