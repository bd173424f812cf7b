import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { callIn } from './me.ts'
import { images } from './places.ts'

/** Frames of four sequences of real laryngoscopies, by the name they get. */
const FRAMES = {
  P1_E1_a: 'patient1_seq1_0001',
  P1_E2_a: 'patient1_seq2_0122',
  P1_E3_a: 'patient1_seq4_0016_l',
  P2_E1_a: 'patient2_seq6_0099_l',
} as const

/** Of a patient of its own, under another name: the first frame again, turned over, and lighter. */
export const TURNED = 'P8_E1_turned'
export const LIGHTER = 'P9_E1_lighter'
export const ORIGINAL = 'P1_E1_a'

/** A study in `study` below the folder, of these six frames; returns it with their ids by name. */
export async function makeAlikeStudy(engine: Engine, folder: string) {
  const drawn = join(folder, 'images')
  mkdirSync(drawn, { recursive: true })
  const original = (stem: string) => join(images, 'vocalfolds/images', `${stem}.png`)
  const write = (name: string, image: Sharp) => image.png().toFile(join(drawn, `${name}.png`))
  for (const [name, stem] of Object.entries(FRAMES)) await write(name, sharp(original(stem)))
  await write(TURNED, sharp(original(FRAMES[ORIGINAL])).flop())
  await write(LIGHTER, sharp(original(FRAMES[ORIGINAL])).modulate({ brightness: 1.25 }))
  const study: OpenStudy = await engine.createStudy(join(folder, 'study'), ['normal', 'lesion'])
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [drawn], { layout: 'folder', groupBy }, () => {})
  const rows = await study.store.db.selectFrom('frame').select(['id', 'name']).execute()
  const ids = new Map(rows.map(({ id, name }) => [name.replace(/\.png$/, ''), id]))
  return { study, idOf: (name: string) => ids.get(name) ?? 0 }
}
