import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Engine } from '../../../../src/main/engine/Engine.ts'
import { ImportService } from '../../../../src/main/engine/import/ImportService.ts'
import { callIn } from '../../me.ts'
import { studyOfPairs, writePairs } from '../../TestStudy.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import type { Writing } from '../Writing.ts'

const OLD = 2
/** More than a batch holds, so that some disturbances fall into its middle. */
const NEW = 50

async function bring(engine: Engine, home: string) {
  const deidentify = { keyFile: join(home, 'key'), passphrase: 'correct horse', text: false }
  const options = { layout: 'pairs', deidentify }
  return ImportService.importPaths(callIn(engine.study), [join(home, 'new')], options, () => {})
}

/** All that a study says of its frames, without ids and times. */
const framesOf = (study: string) =>
  inTables<{ masks: string | null }>(
    study,
    `SELECT p.code, p.split, e.code AS examination, f.name, f.place, f.sha256, f.modality, f.painted, f.likeness,
         (SELECT group_concat(r.sha256) FROM layer l JOIN revision r ON r.layer_id = l.id WHERE l.frame_id = f.id) AS masks
       FROM frame f JOIN examination e ON e.id = f.examination_id JOIN patient p ON p.id = e.patient_id ORDER BY f.sha256`,
  )

/** Images and masks come in under pseudonyms; disturbed and done again it ends at the same study. */
export const importing: Writing = {
  name: 'import',
  staysCold: true,
  async prepare(engine, home) {
    await writePairs(join(home, 'new'), NEW, 24)
    const study = await studyOfPairs(engine, home, { count: OLD, side: 32 })
    await bring(engine, home)
    writeFileSync(join(home, 'whole.json'), JSON.stringify(framesOf(study.store.folder)))
    await engine.close()
    rmSync(study.store.folder, { recursive: true })
    await studyOfPairs(engine, home, { count: OLD, side: 32 })
  },
  async write(engine, home, stage) {
    await studyIn(engine, home)
    stage.begin()
    const report = await bring(engine, home)
    if (report.rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(report.rejected[0]?.reason)}`)
    stage.acknowledge(String(report.added + report.duplicates))
  },
  async check(_, home, { isDone }) {
    const frames = framesOf(join(home, 'study'))
    const wrong = frames.filter(({ masks }) => masks === null).map((f) => `half: ${JSON.stringify(f)}`)
    const whole: unknown = JSON.parse(readFileSync(join(home, 'whole.json'), 'utf8'))
    if (isDone && !isDeepStrictEqual(frames, whole)) wrong.push(`another study: ${frames.length} frames`)
    return wrong
  },
}
