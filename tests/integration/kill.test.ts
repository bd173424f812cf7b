import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import type { RoundOptions } from '../../src/shared/contract/training.ts'
import { times } from '../support/counts.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

/** Bursts of strokes that are killed, each a little later than the last. */
const BURSTS = times(5, 60)

const place = temporaryFolder()
const study = join(place.path, 'study')
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await writePairs(join(place.path, 'data'), 16)
  const session = await engine.createStudy(study, ['normal', 'lesion'])
  await ImportService.importPaths(session, [join(place.path, 'data')], { layout: 'pairs' }, () => {})
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** Runs the stroke burst and kills it after `delay` ms of strokes; returns the last revision it was told is saved. */
function burst(delay: number): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(project, 'tests/support/strokeBurst.ts'), study, place.path],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), delay)
    output += data.toString()
  })
  return new Promise((resolve) =>
    child.on('close', () => {
      const whole = output.slice(0, output.lastIndexOf('\n')).split('\n')
      resolve(Number(whole.at(-1)))
    }),
  )
}

describe('kill -9', () => {
  it('of the engine in a burst of strokes loses none that was acknowledged', {
    timeout: 300_000,
  }, async () => {
    await engine.close()
    for (let round = 0; round < BURSTS; round++) {
      const acknowledged = await burst(20 + (150 * round) / BURSTS)
      const session = await engine.openStudy(study)
      expect(session.store.readOnly).toBeNull()
      const own = (await LabelService.list(session, 1)).find((l) => l.kind === 'reader')
      expect(own?.revision).toBeGreaterThanOrEqual(Number.isFinite(acknowledged) ? acknowledged : 1)
      await engine.close()
    }
    await engine.openStudy(study)
    expect(await verifyStudy(engine.session.store)).toEqual([])
  })

  it.skipIf(!hasBuild || !hasTensorFlow)(
    'of the trainer marks the round as crashed, and it resumes to the end',
    async () => {
      const options: RoundOptions = {
        method: 'supervised',
        preset: 'cpu',
        backbone: 'efficientnet-lite0',
        steps: 120,
        size: 32,
        batch: 2,
        seed: 0,
        initial: 'none',
        stopAfterMinutes: null,
        unjudged: false,
      }
      const { id } = await engine.training.start(options)
      const stop = new AbortController()
      for await (const event of engine.training.watch(stop.signal)) {
        if (event.kind === 'loss' && event.point.step >= 60) {
          process.kill(engine.training.trainerPid(id) ?? 0, 'SIGKILL')
          stop.abort()
        }
      }
      const crashed = await engine.training.ended(id)
      expect(crashed).toMatchObject({
        state: 'crashed',
        message: { name: 'trainerStopped' },
      })
      await engine.training.resume(id)
      const finished = await engine.training.ended(id)
      expect(finished).toMatchObject({ state: 'finished', step: 120 })
      const { losses } = await engine.training.curves(id)
      expect(losses.map((p) => p.step)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
    },
  )

  it.skipIf(!hasBuild)('finds no TensorFlow: painting goes on, training says what to install', async () => {
    const bare = testEngine(place.path, {
      nodeArguments: ['--no-deprecation', '--require', join(project, 'tests/support/hideTensorFlow.cjs')],
    })
    await engine.close()
    const session = await bare.openStudy(study)
    const options: RoundOptions = {
      method: 'supervised',
      preset: 'cpu',
      backbone: 'efficientnet-lite0',
      steps: 2,
      size: 32,
      batch: 2,
      seed: 0,
      initial: 'none',
      stopAfterMinutes: null,
      unjudged: false,
    }
    await expect(bare.training.start(options)).rejects.toMatchObject({
      code: 'TENSORFLOW_MISSING',
      reason: { name: 'noTensorFlow' },
    })
    const [own] = await LabelService.list(session, 2)
    const { encodeMask } = await import('../../src/shared/domain/rle.ts')
    const patch = encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })
    await expect(
      LabelService.paint(session, {
        frame: 2,
        stroke: 'still-painting',
        base: own?.revision ?? 0,
        x: 0,
        y: 0,
        patch,
      }),
    ).resolves.toMatchObject({ revision: 2 })
    await bare.close()
    await engine.openStudy(study)
  })
})
