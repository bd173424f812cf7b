import { JobService } from '../../src/main/engine/jobs/JobService.ts'
import type { Runtime } from '../../src/main/engine/machine/Runtime.ts'
import type { StepReport, TrainJob, TrainResult } from '../../src/shared/trainer/protocol.ts'
import { residentOf } from './memoryOf.ts'

/** What a trainer told until its end. */
export interface Told {
  /** By step. */
  readonly losses: ReadonlyMap<number, StepReport['losses']>
  /** Memory of its process after each step, MB; empty where the machine does not tell. */
  readonly memory: ReadonlyMap<number, number>
  /** Undefined where it was killed. */
  readonly result: TrainResult | undefined
}

/** Trains in a process of its own, which is killed at a step if one is given. Fails where it ends otherwise. */
export async function trained(machine: Runtime, job: TrainJob, killAt?: number): Promise<Told> {
  const losses = new Map<number, StepReport['losses']>()
  const memory = new Map<number, number>()
  const trainer = new JobService(machine).ask(
    { kind: 'train', job },
    {
      onEvent: (event) => {
        if (event.kind !== 'step') return
        const { step } = event.report
        losses.set(step, event.report.losses)
        const taken = residentOf(trainer.pid ?? 0)
        if (taken > 0) memory.set(step, taken / 1e6)
        if (step === killAt && trainer.pid) process.kill(trainer.pid, 'SIGKILL')
      },
    },
  )
  const outcome = await trainer.outcome
  if (outcome.kind !== (killAt === undefined ? 'finished' : 'crashed'))
    throw new Error(`The trainer ended otherwise: ${JSON.stringify(outcome)}`)
  return { losses, memory, result: outcome.kind === 'finished' ? outcome.answer : undefined }
}

/** The arrays of a safetensors file, without what stands before them: a checkpoint also says how long it took. */
export const arraysIn = (bytes: Buffer): Buffer => bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)))
