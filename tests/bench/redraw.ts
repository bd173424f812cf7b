/**
 * How many clicks real lesions take: `npm run bench:redraw -- STUDY [--frames n]`. The frames are those with a
 * reference mask that the study's model never learned from; the hand is scripted from that mask and uses the canvas's own tools.
 */
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { framePath } from '../../src/main/files/originals.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import { regionsOf } from '../../src/shared/domain/contours.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { foregroundOf } from '../../src/shared/domain/probabilities.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { nothingProposed } from '../support/canvas.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { bestRegion, dice, play, polygonClicks, redraw } from './Redrawer.ts'

/** A person's pace: pointing 1.1 s and pressing 0.2 s a click, 1.1 s more for a drag (Card, Moran and Newell, 1983). */
const CLICK = 1.3
const DRAG = 1.1
const GOOD = 0.95

const { values, positionals } = parseArgs({
  options: { frames: { type: 'string', default: '20' } },
  allowPositionals: true,
})
const [folder] = positionals
if (!folder) {
  console.error('Say which study: npm run bench:redraw -- STUDY')
  process.exit(2)
}
const home = temporaryFolder()
const engine = testEngine(home.path)
const study = await engine.openStudy(folder)

const rows = await study.store.db
  .selectFrom('frame')
  .innerJoin('examination', 'examination.id', 'frame.examination_id')
  .innerJoin('patient', 'patient.id', 'examination.patient_id')
  .select(['frame.id', 'frame.sha256', 'frame.extension', 'frame.width', 'frame.height', 'patient.split'])
  .where('patient.split', '!=', 'train')
  .orderBy('frame.id')
  .limit(Number(values.frames))
  .execute()

interface Row {
  readonly frame: number
  readonly split: string
  readonly wandClicks: number
  readonly wandDice: number
  readonly seconds: number
  readonly assistDice: number
  readonly polygonToSame: number | null
  readonly assistTo95: number
  readonly polygonTo95: number | null
}
const table: Row[] = []
for (const row of rows) {
  const truth = await truthOf(study, row.id)
  if (!truth?.data.includes(1)) continue
  const path = framePath(study.store.folder, row.sha256, row.extension)
  const { data } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const doubts = await LabelService.doubts(callIn(study), row.id)
  const scene: Scene = {
    scale: 620 / Math.max(row.width, row.height),
    pixels: () => new Uint8ClampedArray(data),
    edges: () => undefined,
    superpixels: () => undefined,
    foreground: () => foreground,
    ...nothingProposed,
    pick() {},
  }
  const foreground = doubts ? foregroundOf(doubts.probabilities, row.width, row.height) : undefined
  const outlines = [...regionsOf(truth, 1)].map(({ outer }) => outer)
  const byWand = redraw(scene, truth, 'wand', GOOD)
  const wandDice = dice(play(scene, truth, byWand), truth)
  const seconds = byWand.reduce((sum, { places }) => sum + CLICK + (places.length > 1 ? DRAG : 0), 0)
  const region = bestRegion(scene, truth, 'assist')
  const assistDice = region ? dice(play(scene, truth, [region]), truth) : 0
  const same = region ? polygonClicks(truth, outlines, assistDice) : undefined
  const byAssist = redraw(scene, truth, 'assist', GOOD)
  table.push({
    frame: row.id,
    split: row.split,
    wandClicks: byWand.length,
    wandDice: Math.round(1000 * wandDice) / 1000,
    seconds: Math.round(10 * seconds) / 10,
    assistDice: Math.round(1000 * assistDice) / 1000,
    polygonToSame: same ?? null,
    assistTo95: byAssist.length,
    polygonTo95: polygonClicks(truth, outlines, GOOD) ?? null,
  })
}
console.table(table)
const mean = (of: (row: Row) => number | null) => {
  const known = table.map(of).filter((v) => v !== null)
  return Math.round((100 * known.reduce((a, b) => a + b, 0)) / known.length) / 100
}
console.log({
  frames: table.length,
  wandReached95: table.filter((row) => row.wandDice >= GOOD).length,
  wandClicks: mean((row) => row.wandClicks),
  seconds: mean((row) => row.seconds),
  assistDiceOfOneClick: mean((row) => row.assistDice),
  polygonClicksToTheSame: mean((row) => row.polygonToSame),
  assistTo95: mean((row) => row.assistTo95),
  polygonTo95: mean((row) => row.polygonTo95),
})
await engine.close()
home.remove()

async function truthOf(of: OpenStudy, frame: number): Promise<Mask | undefined> {
  const layer = (await LabelService.list(callIn(of), frame)).find(({ kind }) => kind !== 'model')
  return layer && decodeMask((await LabelService.mask(of, layer.id)).bytes)
}
