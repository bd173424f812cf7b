import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { logPoint, readCurves, readRunLog } from '../../src/main/engine/training/runLog.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await engine.createStudy(join(place.path, 'study'), ['normal', 'lesion'])
  mkdirSync(join(place.path, 'study/runs/run'), { recursive: true })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

it('a log gives back what is sound of it, whatever a disk has made of its other lines', async () => {
  const { study } = engine
  const strange = [
    'null',
    '12',
    '"text"',
    '{"learned":"abc"}',
    '{"learned":{"1":2}}',
    '{"beside":"x"}',
    '{"beside":{"secondt":1,"frames":2}}',
    '{"loss":{"step":1}}',
    '{"iou":{"step":"1","iou":[],"miou":0}}',
  ]
  writeFileSync(join(place.path, 'study/runs/run/log.jsonl'), `${strange.join('\n')}\n`)
  const loss = { step: 1, losses: { supervised: 0.5 }, thresholds: [], share: [] }
  await logPoint(study, 'run', { loss })
  await logPoint(study, 'run', { learned: { 1: 'abc' } })
  const log = await readRunLog(study, 'run')
  expect(log.filter((line) => Object.values(line).some((value) => value !== undefined))).toEqual([
    { loss },
    { learned: { 1: 'abc' } },
  ])
  expect(await readCurves(study, 'run')).toEqual({ losses: [loss], iou: [] })
})
