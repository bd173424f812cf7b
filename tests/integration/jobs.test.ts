import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { TrainerEvent } from '../../src/shared/trainer/messages.ts'
import type { ModelRef, PredictJob } from '../../src/shared/trainer/protocol.ts'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { smallModel } from '../support/trainedStudy.ts'

const place = temporaryFolder()
const image = join(place.path, 'images', 'frame-00.png')
let engine: Engine
let model: ModelRef

describe.skipIf(!hasBuild || !hasTensorFlow)('jobs of an engine', () => {
  beforeAll(async () => {
    await writePairs(place.path, 2, 40)
    engine = testEngine(place.path)
    model = (await smallModel(engine, place.path, image)).weights
  })
  afterAll(async () => {
    await engine.close()
    place.remove()
  })

  const frames = (count: number): PredictJob['frames'] =>
    Array.from({ length: count }, (_, i) => ({ id: String(i), path: image }))

  /** Asks for a prediction; its answer, the frames that came, and the process that did it. */
  async function predicted(ref = model, count = 1) {
    const events: TrainerEvent[] = []
    const job = engine.jobs.ask(
      { kind: 'predict', job: { model: ref, frames: frames(count) } },
      { onEvent: (event) => event.kind !== 'ready' && events.push(event) },
    )
    const { pid } = job
    const outcome = await job.outcome
    const ids = events.flatMap((event) => (event.kind === 'prediction' ? [event.id] : []))
    return { outcome, ids, pid: job.pid, began: pid }
  }

  it('predict in one process, which reads the model once', async () => {
    const own = { ...model, path: join(place.path, 'own.safetensors') }
    copyFileSync(model.path, own.path)
    const first = await predicted(own)
    rmSync(own.path)
    const second = await predicted(own)
    expect(first.outcome).toEqual({ kind: 'finished', answer: { labelled: 1, unreadable: 0 } })
    expect(second.outcome).toEqual(first.outcome)
    expect([second.pid, second.ids]).toEqual([first.pid, ['0']])
    expect(first.pid).toBeGreaterThan(0)
  })

  it('predict all the same where that process was killed in between', async () => {
    const { pid } = await predicted()
    if (!pid) throw new Error('There is no process to kill.')
    process.kill(pid, 'SIGKILL')
    const next = await predicted()
    expect([next.outcome.kind, next.ids]).toEqual(['finished', ['0']])
    expect(next.pid).not.toBe(pid)
  })

  it('are cancelled one by one', async () => {
    const stop = new AbortController()
    const job = engine.jobs.ask(
      { kind: 'predict', job: { model, frames: frames(500) } },
      { signal: stop.signal, onEvent: (event) => event.kind === 'prediction' && stop.abort() },
    )
    const outcome = await job.outcome
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } })
    job.cancel()
    const next = await predicted()
    expect([next.outcome.kind, next.pid]).toEqual(['finished', job.pid])
  })

  it('fail with their reason, and the next is done', async () => {
    const { outcome } = await predicted({ ...model, sha256: 'another' })
    expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: { name: 'modelChanged' } } })
    expect((await predicted()).outcome.kind).toBe('finished')
  })

  it('that need much memory have a process of their own, which ends with them', async () => {
    const warm = await predicted()
    const job = engine.jobs.ask({
      kind: 'export',
      job: { model, target: join(place.path, 'out.onnx'), format: 'onnx' },
    })
    const { pid } = job
    expect((await job.outcome).kind).toBe('finished')
    expect(pid).not.toBe(warm.pid)
    expect(isAlive(pid)).toBe(false)
    expect(isAlive(warm.pid)).toBe(true)
  })

  it('keep no process ready where a long one needs its memory', async () => {
    const { pid } = await predicted()
    const memory = vi.spyOn(process, 'availableMemory').mockReturnValue(2e9)
    await smallModel(engine, join(place.path, 'another'), image)
    memory.mockRestore()
    expect(isAlive(pid)).toBe(false)
    expect((await predicted()).outcome.kind).toBe('finished')
  })

  it('do not hold up a process that has done its work', async () => {
    const began = performance.now()
    const script = join(project, 'tests/support/oneProbe.ts')
    const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', script, place.path], {
      encoding: 'utf8',
    })
    expect([status, stdout.trim()]).toEqual([0, 'finished'])
    expect(performance.now() - began).toBeLessThan(25_000)
  })

  it('all end with the engine, and there are new ones after that', async () => {
    const { pid } = await predicted()
    const job = engine.jobs.ask({ kind: 'predict', job: { model, frames: frames(500) } })
    await engine.close()
    expect(await job.outcome).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } })
    expect(isAlive(pid)).toBe(false)
    const outcome = await engine.jobs.ask({ kind: 'probe', job: {} }).outcome
    expect(outcome).toMatchObject({ kind: 'finished', answer: { backend: 'tensorflow' } })
  })
})

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) throw new Error('There was no process.')
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
