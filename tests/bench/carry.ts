/**
 * What a mask is worth that is carried to the next frame of a film: `node tests/bench/carry.ts STUDY [--class n] [--json FILE]`.
 * Over all frames that stand next to each other in an examination and both have a mask of somebody: Dice of the mask before,
 * as it is, moved as the picture has moved, and along the edges of the new frame.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { runtimeHere } from '../../src/main/runtime.ts'
import { followEdges } from '../../src/renderer/features/annotate/desk/acts/followEdges.ts'
import { moved, shiftBetween } from '../../src/shared/domain/alignment.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { dice } from './Redrawer.ts'

const { values, positionals } = parseArgs({
  options: { class: { type: 'string', default: '1' }, json: { type: 'string' } },
  allowPositionals: true,
})
const [folder] = positionals
if (!folder) {
  console.error('Say which study: node tests/bench/carry.ts STUDY')
  process.exit(2)
}
const wanted = Number(values.class)
const home = temporaryFolder()
const engine = testEngine(home.path, { assistFolder: runtimeHere(import.meta.dirname).assistFolder })
const study = await engine.openStudy(folder)
const frames = await study.store.db
  .selectFrom('frame')
  .select(['id', 'sha256', 'extension', 'width', 'height', 'examination_id'])
  .orderBy('examination_id')
  .orderBy('id')
  .execute()
type Frame = (typeof frames)[number]

const rows: Record<'plain' | 'aligned' | 'snapped', number>[] = []
for (const [n, frame] of frames.entries()) {
  const before = frames[n - 1]
  if (before?.examination_id !== frame.examination_id) continue
  const [from, truth] = [await maskOf(before), await maskOf(frame)]
  if (!from?.data.includes(1) || !truth?.data.includes(1)) continue
  const carried = moved(from, shiftBetween(await pictureOf(before), await pictureOf(frame)))
  const { mask } = await followEdges(carried, async (box) => {
    const answer = await engine.assist.propose({ frame: frame.id, box, clicks: [] })
    return { mask: decodeMask(Buffer.from(answer.mask, 'base64')), score: answer.score }
  })
  const row = { plain: dice(from, truth), aligned: dice(carried, truth), snapped: dice(mask, truth) }
  rows.push(row)
  console.log(before.id, frame.id, row)
}
const told = (way: keyof (typeof rows)[number]) => {
  const all = rows.map((row) => row[way]).sort((a, b) => a - b)
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  return {
    mean: mean.toFixed(3),
    median: all[all.length >> 1]?.toFixed(3),
    good: all.filter((one) => one >= 0.95).length,
  }
}
console.table({ plain: told('plain'), aligned: told('aligned'), snapped: told('snapped') })
if (values.json) writeFileSync(values.json, JSON.stringify(rows))
await engine.close()
home.remove()

async function maskOf({ id }: Frame): Promise<Mask | undefined> {
  const layer = (await LabelService.list(callIn(study), id)).find(({ kind }) => kind !== 'model')
  const mask = layer && decodeMask((await LabelService.mask(study, layer.id)).bytes)
  return mask && { ...mask, data: mask.data.map((value) => (value === wanted ? 1 : 0)) }
}

async function pictureOf({ sha256, extension, width, height }: Frame) {
  const path = framePath(study.store.folder, sha256, extension)
  const data = new Uint8ClampedArray(await sharp(path).ensureAlpha().raw().toBuffer())
  return { width, height, data }
}
