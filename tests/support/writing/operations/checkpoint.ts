import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { failureOf } from '../../../../src/main/trainer/jobFailure.ts'
import { lastCheckpoint, saveCheckpoint } from '../../../../src/main/trainer/loop/checkpoint.ts'
import { settingsFrom } from '../../../../src/shared/trainer/presets.ts'
import type { Writing } from '../Writing.ts'

const settings = settingsFrom('cpu', { method: 'supervised', classes: 2, steps: 9999, size: 32, batch: 2 })
const VALUES = 20_000
const arrays = (step: number) =>
  new Map([['parameters', { shape: [VALUES], data: new Float32Array(VALUES).fill(step) }]])

/** A trainer saves where it stands, step after step. */
export const checkpoint: Writing = {
  name: 'checkpoint',
  startsFrom: 'nothing',
  reasonFor: (error) => failureOf(error).reason,
  async prepare(_, home) {
    mkdirSync(join(home, 'run'))
  },
  async write(_, home, stage) {
    const folder = join(home, 'run')
    const before = (await lastCheckpoint(folder, settings)).found?.step ?? 0
    stage.begin()
    for (let step = before + 1; step <= before + stage.repeats; step++) {
      await saveCheckpoint(folder, { step, seconds: step, arrays: arrays(step) }, settings)
      stage.acknowledge(String(step))
    }
  },
  async check(_, home, { acknowledged }) {
    const { found } = await lastCheckpoint(join(home, 'run'), settings)
    const last = Number(acknowledged.at(-1) ?? 0)
    if ((found?.step ?? 0) < last) return [`lost: step ${last}, found ${found?.step ?? 'none'}`]
    const wrong = found?.arrays.get('parameters')?.data.some((value) => value !== found.step)
    return wrong ? [`torn: step ${found?.step}`] : []
  },
}
