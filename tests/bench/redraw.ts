/**
 * What real lesions take with each way to begin: `npm run bench:redraw -- STUDY [--frames n] [--class n] [--json FILE]`. The
 * frames are those with a mask of somebody of which no model in the study learned (validation and test patients); the hand is
 * scripted from that mask and uses the canvas's own tools and the study's own box assist.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { runtimeHere } from '../../src/main/runtime.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import { regionsOf } from '../../src/shared/domain/contours.ts'
import { mainParts } from '../../src/shared/domain/mainParts.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { foregroundOf } from '../../src/shared/domain/probabilities.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { nothingProposed } from '../support/canvas.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { drawBoxes, type Propose, snapped } from './boxHand.ts'
import { bestRegion, dice, type Gesture, nothing, play, polygonClicks, putRight } from './Redrawer.ts'

/** A person's pace, s: pointing 1.1 and pressing 0.2 a click, 1.1 more for a drag, 0.28 a key (Card, Moran and Newell, 1983). */
const CLICK = 1.3
const DRAG = 1.1
const KEY = 0.28
const GOOD = 0.95

const { values, positionals } = parseArgs({
  options: {
    frames: { type: 'string', default: '20' },
    class: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
  allowPositionals: true,
})
const [folder] = positionals
if (!folder) {
  console.error('Say which study: npm run bench:redraw -- STUDY')
  process.exit(2)
}
const wantedClass = Number(values.class)
const home = temporaryFolder()
const engine = testEngine(home.path, { assistFolder: runtimeHere(import.meta.dirname).assistFolder })
const study = await engine.openStudy(folder)

/** What one way took on one frame: uses of the pointer, s at a person's pace, Dice before the first stroke and at the end. */
interface Took {
  readonly gestures: number
  readonly seconds: number
  readonly first: number
  readonly dice: number
}
interface Row {
  readonly frame: number
  readonly ways: Readonly<Record<string, Took>>
  /** Corners of a polygon as good as the wanted, and as the assist's one click. */
  readonly polygon: number | null
}

const table: Row[] = []
for (const row of await heldOut(Number(values.frames))) {
  const truth = await truthOf(study, row.id)
  if (!truth?.data.includes(1)) continue
  const scene = await sceneOf(row)
  const ways: Record<string, Took> = {}
  // A proposal is taken by the next stroke; where none is needed, by a key.
  const begin = (
    name: string,
    painted: Mask,
    before: Omit<Took, 'first' | 'dice'> & { readonly isProposal?: boolean },
  ) => {
    const strokes = putRight(scene, painted, truth, GOOD)
    const taken = before.isProposal && strokes.length === 0 ? KEY : 0
    ways[name] = {
      gestures: before.gestures + strokes.length,
      seconds: before.seconds + taken + strokes.reduce((sum, stroke) => sum + paceOf(stroke), 0),
      first: dice(painted, truth),
      dice: dice(play(scene, painted, strokes), truth),
    }
  }
  for (const tool of ['wand', 'assist'] as const) {
    const region = tool === 'assist' && !scene.foreground() ? undefined : bestRegion(scene, truth, tool)
    if (!region) continue
    begin(tool, play(scene, nothing(truth), [region]), { gestures: 1, seconds: paceOf(region) })
  }
  let waited = 0
  const propose: Propose = async (box, clicks) => {
    const from = performance.now()
    const { mask } = await engine.assist.propose({ frame: row.id, box, clicks })
    waited += (performance.now() - from) / 1000
    return mainParts(decodeMask(Buffer.from(mask, 'base64')))
  }
  // The frame is read while a person looks at it: only what a box takes then is waited for.
  await propose({ left: 0, top: 0, right: row.width, bottom: row.height }, [])
  for (const [name, wantsClicks] of [
    ['box', false],
    ['box and clicks', true],
  ] as const) {
    waited = 0
    const { mask, boxes, clicks, undone } = await drawBoxes(truth, propose, wantsClicks, GOOD)
    begin(name, mask, {
      gestures: boxes + clicks,
      seconds: boxes * (CLICK + DRAG) + clicks * CLICK + undone * KEY + waited,
      isProposal: true,
    })
  }
  const overlay = overlayOf(scene, truth)
  if (overlay?.data.includes(1)) {
    begin('accepted overlay', overlay, { gestures: 1, seconds: CLICK })
    waited = 0
    const region = await snapped(overlay, propose)
    if (region) begin('snapped overlay', region, { gestures: 1, seconds: CLICK + waited, isProposal: true })
  }
  const outlines = [...regionsOf(truth, 1)].map(({ outer }) => outer)
  table.push({ frame: row.id, ways, polygon: polygonClicks(truth, outlines, GOOD) ?? null })
  console.log(row.id, Object.fromEntries(Object.entries(ways).map(([way, took]) => [way, said(took)])))
}
console.table(summary(table))
if (values.json) writeFileSync(values.json, JSON.stringify(table, null, 1))
await engine.close()
home.remove()

function paceOf({ places }: Gesture): number {
  return CLICK + (places.length > 1 ? DRAG : 0)
}

function said({ gestures, seconds, first, dice }: Took): string {
  return `${gestures} in ${seconds.toFixed(1)} s, ${first.toFixed(2)} → ${dice.toFixed(2)}`
}

/** Means over the frames on which a way could begin, and how many of them it brought to the wanted Dice. */
function summary(rows: readonly Row[]) {
  const names = [...new Set(rows.flatMap(({ ways }) => Object.keys(ways)))]
  const of = names.map((name) => {
    const took = rows.flatMap(({ ways }) => ways[name] ?? [])
    const mean = (figure: (one: Took) => number) =>
      Math.round((100 * took.reduce((sum, one) => sum + figure(one), 0)) / took.length) / 100
    const middle = took.map(({ first }) => first).sort((a, b) => a - b)[took.length >> 1] ?? 0
    return [
      name,
      {
        frames: took.length,
        gestures: mean(({ gestures }) => gestures),
        seconds: mean(({ seconds }) => seconds),
        'first Dice': mean(({ first }) => first),
        'its median': Math.round(100 * middle) / 100,
        'good at once': took.filter(({ first }) => first >= GOOD).length,
        'good in the end': took.filter((one) => one.dice >= GOOD).length,
      },
    ] as const
  })
  return Object.fromEntries(of)
}

interface Frame {
  readonly id: number
  readonly sha256: string
  readonly extension: string
  readonly width: number
  readonly height: number
}

async function heldOut(count: number): Promise<Frame[]> {
  return study.store.db
    .selectFrom('frame')
    .innerJoin('examination', 'examination.id', 'frame.examination_id')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
    .select(['frame.id', 'frame.sha256', 'frame.extension', 'frame.width', 'frame.height'])
    .where('patient.split', '!=', 'train')
    .orderBy('frame.id')
    .limit(count)
    .execute()
}

async function sceneOf({ id, sha256, extension, width, height }: Frame): Promise<Scene> {
  const { data } = await sharp(framePath(study.store.folder, sha256, extension))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const doubts = await LabelService.doubts(callIn(study), id)
  const foreground = doubts ? foregroundOf(doubts.probabilities, width, height) : undefined
  return {
    scale: 620 / Math.max(width, height),
    pixels: () => new Uint8ClampedArray(data),
    edges: () => undefined,
    superpixels: () => undefined,
    foreground: () => foreground,
    ...nothingProposed,
    pick() {},
  }
}

/** What is painted of the wanted class, as 1; undefined where nobody has painted. */
async function truthOf(of: OpenStudy, frame: number): Promise<Mask | undefined> {
  const layer = (await LabelService.list(callIn(of), frame)).find(({ kind }) => kind !== 'model')
  return layer && onlyWanted(decodeMask((await LabelService.mask(of, layer.id)).bytes))
}

/** What the model in use calls a lesion; held-out frames show nobody its overlay before they have painted. */
function overlayOf(scene: Scene, { width, height }: Mask): Mask | undefined {
  const sure = scene.foreground()
  return sure && { width, height, data: Uint8Array.from(sure, (value) => (value > 127 ? 1 : 0)) }
}

function onlyWanted(mask: Mask): Mask {
  return { ...mask, data: mask.data.map((value) => (value === wantedClass ? 1 : 0)) }
}
