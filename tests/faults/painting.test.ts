import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { Hand, Painting } from '../../src/renderer/editor/Painting.ts'
import type { Overwrite } from '../../src/renderer/editor/rules.ts'
import type { Box } from '../../src/renderer/editor/tools/boxQuestion.ts'
import { tools } from '../../src/renderer/editor/tools/index.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import { grown, smoothed, withHolesFilled } from '../../src/shared/domain/cleanUp.ts'
import { edgeCosts } from '../../src/shared/domain/edges.ts'
import { emptyMask, type MaskPatch } from '../../src/shared/domain/mask.ts'
import { type Random, streamFor, whole } from '../../src/shared/domain/random.ts'
import { pixelsByArea, superpixelsOf } from '../../src/shared/domain/slic.ts'
import { at } from '../support/canvas.ts'
import { times } from '../support/counts.ts'
import { PlayedFrame } from '../support/PlayedFrame.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const SIDE = 24
const FRAMES = 10
const SEQUENCES = times(1000, 10_000)

const place = temporaryFolder()
let engine: Engine

beforeAll(async () => {
  engine = testEngine(place.path)
  const classes = ['normal', 'benign', 'malignant']
  await studyOfPairs(engine, place.path, { count: FRAMES, side: SIDE, classes })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

const pick = <T>(random: Random, values: readonly T[]): T => values[whole(random, 0, values.length - 1)] as T

/** A picture with patches of colour, and everything that tools find in one. */
function sceneOf(random: Random): Scene {
  const data = Uint8ClampedArray.from({ length: SIDE * SIDE * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % SIDE, Math.floor(i / 4 / SIDE)]
    return i % 4 === 3
      ? 255
      : 60 + 70 * (Math.floor(x / 8) % 2) + 40 * (Math.floor(y / 6) % 3) + whole(random, 0, 9)
  })
  const picture = { width: SIDE, height: SIDE, data }
  const labels = superpixelsOf(picture, 5)
  const found = { labels, ...pixelsByArea(labels) }
  const edges = edgeCosts(picture)
  const foreground = Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
    Math.min(255, 3 * (data[4 * i] ?? 0) - 200),
  )
  return {
    scale: 2,
    pixels: () => data,
    edges: () => edges,
    superpixels: () => found,
    foreground: () => foreground,
    pick: () => {},
    propose: ({ box, clicks }) => Promise.resolve(clicks.length > 1 ? undefined : regionOf(box)),
    redraw() {},
  }
}

/** Every other pixel of a box. */
function regionOf({ left, top, right, bottom }: Box): MaskPatch {
  const mask = emptyMask(SIDE, SIDE)
  for (let y = Math.floor(top); y < bottom; y++)
    for (let x = Math.floor(left); x < right; x++) mask.data[y * SIDE + x] = (x + y) % 2
  return { x: 0, y: 0, ...mask }
}

const handOf = (random: Random): Hand => ({
  tool: pick(random, tools).id,
  value: pick(random, [0, 1, 1, 2, 2, 255]),
  size: pick(random, [1, 3, 7, 15]),
  hardness: pick(random, [1, 1, 0.5]),
  rules: {
    overwrite: pick<Overwrite>(random, ['all', 'all', 'background', 1, 2]),
    locked: pick<readonly number[]>(random, [[], [], [1], [0, 255]]),
  },
})

const anywhere = (random: Random) =>
  at(-3 + (SIDE + 6) * random(), -3 + (SIDE + 6) * random(), pick(random, [1, 1, 0.3]))

/** One thing that a person may do next. */
function act(painting: Painting, random: Random): void {
  switch (
    pick(random, ['stroke', 'stroke', 'stroke', 'undo', 'undo', 'redo', 'clean', 'end', 'drop'] as const)
  ) {
    case 'stroke': {
      painting.take(handOf(random))
      for (let clicks = whole(random, 1, 5); clicks > 0; clicks--) {
        painting.down(anywhere(random))
        painting.move(Array.from({ length: whole(random, 0, 4) }, () => anywhere(random)))
        painting.up()
        painting.move([anywhere(random)])
      }
      return
    }
    case 'undo':
      painting.undo()
      return
    case 'redo':
      painting.redo()
      return
    case 'clean': {
      const work = pick(random, [
        (mask: Parameters<typeof grown>[0]) => grown(mask, 1, 1),
        (mask: Parameters<typeof grown>[0]) => grown(mask, 2, -1),
        (mask: Parameters<typeof grown>[0]) => smoothed(mask, 1, 1),
        (mask: Parameters<typeof grown>[0]) => withHolesFilled(mask, 2),
      ])
      painting.change(work, random() < 0.2)
      return
    }
    case 'end':
      if (random() < 0.5) painting.finish()
      else painting.cancel(random() < 0.5)
      return
    case 'drop':
      painting.down(anywhere(random))
      painting.move([anywhere(random)])
      painting.drop()
  }
}

it(`is the same on the canvas, in the engine and in a replay, whatever ${SEQUENCES.toLocaleString('en')} hands do`, {
  timeout: 600_000,
}, async () => {
  const scenes = Array.from({ length: 4 }, (_, n) => sceneOf(streamFor('scene', n)))
  const tally = tallyOf('painting, undo and redo by chance: canvas, engine and replay')
  let changes = 0
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const random = streamFor('painting', sequence)
    const frame = 1 + (sequence % FRAMES)
    const scene = scenes[sequence % scenes.length] as Scene
    const played = await PlayedFrame.open(engine.study, frame, emptyMask(SIDE, SIDE), handOf(random), scene)
    const { painting } = played
    for (let acts = whole(random, 3, 9); acts > 0; acts--) {
      const before = painting.mask.data.slice()
      act(painting, random)
      if (painting.mask.data.some((v, i) => v !== before[i])) changes++
      // What was asked of a box is answered between two acts, or stays open.
      if (random() < 0.5) await Promise.resolve()
      // Undo behind the opening asks the engine, so it has to know all of it.
      if (random() < 0.3) await played.settle()
    }
    await played.settle()
    const now = painting.mask.data
    // Compared by hand: a matcher on ten thousand arrays takes longer than all else.
    const same = (other: Uint8Array) => other.every((v, i) => v === now[i])
    if (!same(played.shown.data)) expect(played.shown.data, `canvas, sequence ${sequence}`).toEqual(now)
    if (!same(played.replay.data)) expect(played.replay.data, `replay, sequence ${sequence}`).toEqual(now)
    const saved = (await played.saved()).data
    if (!same(saved)) expect(saved, `engine, sequence ${sequence}`).toEqual(now)
    tally.tried++
  }
  expect(changes).toBeGreaterThan(SEQUENCES)
  expect(tally).toEqual({ tried: SEQUENCES, ...NOTHING_WRONG })
})
