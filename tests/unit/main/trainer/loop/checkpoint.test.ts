import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sha256 } from '../../../../../src/main/files/durableFile.ts'
import { arrayOf, lastCheckpoint, saveCheckpoint } from '../../../../../src/main/trainer/loop/checkpoint.ts'
import { readSafeTensors, writeSafeTensors } from '../../../../../src/main/trainer/weights/safetensors.ts'
import { presets, settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

const arrays = new Map([['student.parameters', arrayOf(Float32Array.of(1, 2))]])

/** Rewrites the saved checkpoint's settings, hash and all. */
function withSettings(settings: object): void {
  const file = join(place.path, 'checkpoint-00000004.safetensors')
  const { tensors, metadata } = readSafeTensors(readFileSync(file))
  const bytes = writeSafeTensors({ tensors, metadata: { ...metadata, settings: JSON.stringify(settings) } })
  writeFileSync(file, bytes)
  writeFileSync(`${file}.sha256`, sha256(bytes))
}

it('a checkpoint of an earlier version, whose settings hold more than its method’s, is gone on from', async () => {
  const now = settingsFrom('cpu', { method: 'supervised' })
  await saveCheckpoint(place.path, { step: 4, seconds: 1, arrays }, now)
  const { supervised: _, seed, ...rest } = now
  const before = { seed, ...rest, loco: presets.cpu.loco }
  withSettings(before)
  expect((await lastCheckpoint(place.path, now)).found?.step).toBe(4)
  withSettings({ ...before, seed: 1 })
  expect(await lastCheckpoint(place.path, now)).toEqual({ skipped: ['checkpoint-00000004.safetensors'] })
})
