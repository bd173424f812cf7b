import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { hasBuild, project } from '../support/places.ts'
import { loco, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const FILES = 240
const STUDIES = times(3, 10)
const KILLS = 5
/** A process takes about this long to begin importing, and then to finish. */
const STARTED_MS = 250
const SPREAD_MS = 1400

const place = temporaryFolder()
const at = (name: string) => join(place.path, name)
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await writePairs(at('data'), FILES)
  // A patient's frames fill several batches, so that kills fall into examinations as well.
  loco('study', 'create', at('whole'), '--classes', 'normal,lesion')
  loco('import', at('whole'), at('data'))
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** All that a study says of its frames, without ids and times. */
async function contentOf(folder: string): Promise<unknown[]> {
  const { store } = await engine.openStudy(folder)
  expect(await verifyStudy(store)).toEqual([])
  const rows = inTables(
    folder,
    `SELECT p.code, p.split, e.code AS examination, f.name, f.place, f.sha256, f.modality, f.painted, f.likeness,
         (SELECT group_concat(r.sha256) FROM layer l JOIN revision r ON r.layer_id = l.id WHERE l.frame_id = f.id) AS masks
       FROM frame f JOIN examination e ON e.id = f.examination_id JOIN patient p ON p.id = e.patient_id ORDER BY f.sha256`,
  )
  await engine.close()
  return rows
}

async function importAndKill(folder: string, afterMs: number): Promise<boolean> {
  const args = [join(project, 'out/main/loco.js'), 'import', folder, at('data')]
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  await Promise.race([pause(afterMs), ended])
  child.kill('SIGKILL')
  const [, signal] = await ended
  return signal === 'SIGKILL'
}

describe.skipIf(!hasBuild)('an import that is killed', () => {
  it('and run again ends at the same study, wherever it was killed', { timeout: 300_000 }, async () => {
    const whole = await contentOf(at('whole'))
    // Some pictures are alike to the byte: they count once, for whoever comes first.
    expect(whole.length).toBeGreaterThan(0.9 * FILES)
    const random = streamFor(7, 'kills')
    let killed = 0
    for (let n = 0; n < STUDIES; n++) {
      const folder = at(`study-${n}`)
      loco('study', 'create', folder, '--classes', 'normal,lesion')
      for (let k = 0; k < KILLS; k++)
        if (await importAndKill(folder, STARTED_MS + random() * SPREAD_MS)) killed++
      loco('import', folder, at('data'))
      expect(await contentOf(folder)).toEqual(whole)
    }
    expect(killed).toBeGreaterThan(STUDIES)
  })
})
