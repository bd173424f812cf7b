import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { AssistBox, AssistClick } from '../../src/shared/contract/assist.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { boxAround } from '../support/boxes.ts'
import { times } from '../support/counts.ts'
import { callIn } from '../support/me.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { assistFolder, hasAssist, hasBuild, hasImages, images, project } from '../support/places.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const hasRuntime = pythonHas('onnxruntime', 'PIL')

/** Of each set so many frames, and what of its masks is the region: polyps, and the gap between the vocal folds. */
const SETS = [
  { name: 'kvasir-seg', frames: times(1, 4), holds: (value: number) => value > 127 },
  { name: 'vocalfolds', frames: times(1, 3), holds: (value: number) => value === 3 },
  { name: 'cvc-clinicdb', frames: times(0, 3), holds: (value: number) => value > 127 },
]
/** What must agree. */
const EQUAL = 0.999

interface Case {
  readonly picture: string
  readonly prompts: { readonly box: AssistBox; readonly clicks: readonly AssistClick[]; mask: string }[]
}

const place = temporaryFolder()
let engine: Engine

/** Frames are read on one core, which others may want too, ms. */
const PATIENCE = 240_000

describe.skipIf(!hasBuild || !hasAssist || !hasImages || !hasRuntime)(
  'box assist',
  { timeout: PATIENCE },
  () => {
    beforeAll(async () => {
      engine = testEngine(place.path, { assistFolder })
      await engine.createStudy(join(place.path, 'study'), ['normal', 'lesion'])
    })
    afterAll(async () => {
      await engine.close()
      place.remove()
    })

    it('finds of boxes and clicks what Python finds of them', async () => {
      const cases: Case[] = []
      for (const { name, frames, holds } of SETS) {
        const files = readdirSync(join(images, name, 'images')).sort()
        const before = cases.length
        for (const file of files.filter((_, n) => n % 9 === 4)) {
          const box = cases.length < before + frames ? await boxIn(name, file, holds) : null
          if (box) cases.push(await proposed(name, file, box))
        }
      }
      const asked = join(place.path, 'cases.json')
      const at = (part: string) => join(assistFolder, `${part}.onnx`)
      writeFileSync(asked, JSON.stringify({ encoder: at('encoder'), decoder: at('decoder'), frames: cases }))
      const ran = spawnSync(python, [join(project, 'tests/oracles/sam_masks.py'), asked])
      expect(ran.stderr.toString()).toBe('')
      const found = JSON.parse(ran.stdout.toString()) as { equal: number; score: number; within: number }[]
      expect(found).toHaveLength(cases.length * 3)
      for (const { equal, within } of found) {
        expect(within).toBeGreaterThan(100)
        expect(equal).toBeGreaterThanOrEqual(EQUAL)
      }
      for (const [i, { score }] of found.entries()) expect(scores[i]).toBeCloseTo(Math.min(1, score), 2)
    })

    const scores: number[] = []

    /** What a box around the frame's mask holds, then with a click into its middle, then with one that takes a corner away. */
    async function proposed(set: string, file: string, box: AssistBox): Promise<Case> {
      const folder = join(place.path, set, parse(file).name)
      mkdirSync(folder, { recursive: true })
      const picture = join(folder, file)
      cpSync(join(images, set, 'images', file), picture)
      await ImportService.importPaths(callIn(engine.study), [folder], { layout: 'folder' }, () => {})
      const frame = Math.max(...engine.study.index.ids({}, undefined))
      const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, adds: true }
      const corner = { x: box.left + 2, y: box.top + 2, adds: false }
      const prompts = []
      for (const clicks of [[], [middle], [middle, corner]]) {
        const { mask, score } = await engine.assist.propose({ frame, box, clicks })
        const out = join(folder, `${clicks.length}.raw`)
        writeFileSync(out, decodeMask(Buffer.from(mask, 'base64')).data)
        scores.push(score)
        prompts.push({ box, clicks, mask: out })
      }
      return { picture, prompts }
    }
  },
)

/** The box around what is painted on a frame; null where that is not on it. */
async function boxIn(set: string, file: string, holds: (value: number) => boolean) {
  const masks = join(images, set, 'masks')
  const mask = readdirSync(masks).find((name) => parse(name).name === parse(file).name) ?? ''
  const { data, info } = await sharp(join(masks, mask))
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return boxAround({ ...info, data: Uint8Array.from(data, (value) => Number(holds(value))) })
}
