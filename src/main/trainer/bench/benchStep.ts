import { rm } from 'node:fs/promises'
import type { BenchJob, BenchResult } from '../../../shared/trainer/protocol.ts'
import { BatchQueue } from '../data/BatchQueue.ts'
import { bytesNeeded } from '../loop/mustFit.ts'
import type { Outside } from '../loop/Outside.ts'
import { peakMb } from '../loop/peakMb.ts'
import { TrainingRun } from '../loop/trainingRun.ts'
import { tensorsAlive } from '../ops/handle.ts'
import { syntheticPlan } from './syntheticPlan.ts'

interface Lap {
  readonly step: number
  readonly cpu: number
  readonly data: number
  readonly teacher: number
  readonly student: number
  readonly contrast: number
  readonly backward: number
  readonly update: number
}

/**
 * Times whole steps of a method on made-up frames, augmentation included. Reports medians, which a passing
 * disturbance does not move, and memory after each tenth of the run.
 */
export async function benchStep(
  { settings, warmUp, repeats, within }: BenchJob,
  outside: Outside,
): Promise<BenchResult> {
  const run = await TrainingRun.start({ settings, initial: { kind: 'none' } })
  const { plan, folder } = await syntheticPlan(settings)
  const batches = new BatchQueue(plan, warmUp + repeats)
  const all: Lap[] = []
  const numTensors: number[] = []
  const rssMb: number[] = []
  const tenth = Math.max(1, Math.floor(repeats / 10))
  const began = performance.now()
  const isOver = () => within !== null && performance.now() - began > within * 1000
  for (let step = 0; step < warmUp + repeats && !(step > 0 && isOver()); step++) {
    outside.stopIfCancelled()
    const from = performance.now()
    const before = process.cpuUsage()
    const batch = await batches.take(step)
    const data = (performance.now() - from) / 1000
    run.learn(step, batch)
    const { user, system } = process.cpuUsage(before)
    const lap = {
      cpu: (user + system) / 1e6,
      step: (performance.now() - from) / 1000,
      data,
      ...run.stopwatch.take(),
    }
    all.push(lap)
    if (step >= warmUp && (step - warmUp + 1) % tenth === 0) {
      numTensors.push(tensorsAlive())
      rssMb.push(Math.round(process.memoryUsage().rss / 1e6))
    }
  }
  await batches.close()
  await rm(folder, { recursive: true, force: true })
  const neededBytes = bytesNeeded(run.network, settings)
  run.dispose()
  // Where time ran out before all was warm, the last step is the warmest.
  const laps = all.length > warmUp ? all.slice(warmUp) : all.slice(-1)
  const median = (of: (lap: Lap) => number) =>
    laps.map(of).sort((a, b) => a - b)[Math.floor(laps.length / 2)]!
  return {
    stepSeconds: median((l) => l.step),
    cpuSeconds: median((l) => l.cpu),
    dataSeconds: median((l) => l.data),
    teacherSeconds: median((l) => l.teacher),
    studentSeconds: median((l) => l.student),
    lccSeconds: median((l) => l.contrast),
    // Parameters move as their gradients come, within the backward pass.
    backwardSeconds: median((l) => l.backward - l.update),
    updateSeconds: median((l) => l.update),
    peakRssMb: peakMb(),
    neededBytes,
    numTensors,
    rssMb,
  }
}
