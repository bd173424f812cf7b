import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../../engine/Engine.ts'
import { Desk } from './Desk.ts'
import { makeLargeFrames } from './largeFrames.ts'
import { startBrowser } from './startBrowser.ts'

export interface BrushOptions {
  readonly width: number
  readonly height: number
  readonly strokes: number
}

/** Diameters of the measured brushes, frame px: radii of 5, 50 and 200. */
const SIZES = [10, 100, 400]
const POINTS = 1000
/** Screen px from point to point: with one each millisecond the hand moves at 5,000 px a second. */
const SPACING = 5
const FRAMES = 12

/**
 * Paints in a real browser on frames of this size and measures what a person notices: pointer to paint, long tasks,
 * gaps, time to "saved", opening the next frame, and whether 500 strokes change any of it.
 */
export async function benchBrush(engine: Engine, options: BrushOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-brush-'))
  const study = join(folder, 'study')
  const browser = await startBrowser()
  try {
    say('making frames')
    await engine.createStudy(study, ['normal', 'benign', 'malignant'])
    await makeLargeFrames(engine.study, folder, { ...options, count: FRAMES, patient: 'P01' })
    await engine.close()
    const desk = await Desk.open(browser, folder, study)
    try {
      const found = await measure(desk, options, say)
      return { ...options, ...found }
    } finally {
      await desk.close()
    }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(desk: Desk, { strokes }: BrushOptions, say: (line: string) => void) {
  const byRadius: Record<string, number> = {}
  let gaps = 0
  let longestTaskMs = 0
  for (const size of SIZES) {
    say(`radius ${size / 2}`)
    await desk.takeBrush(size)
    await desk.stroke({ points: 200, spacing: SPACING })
    await desk.forget()
    const way = await desk.stroke({ points: POINTS, spacing: SPACING })
    const { paints, longTasks } = await desk.figures()
    gaps += await desk.gapsAlong(way)
    byRadius[`radius${size / 2}P95Ms`] = quantile(paints, 0.95)
    longestTaskMs = Math.max(longestTaskMs, ...longTasks)
  }
  await desk.takeBrush(40)
  const heapBeforeMb = await desk.heapMb()
  await desk.forget()
  for (let i = 0; i < strokes; i++) {
    if (i % 50 === 0) say(`stroke ${i} of ${strokes}`)
    await desk.stroke({ points: 24, spacing: SPACING })
  }
  const { saves, longTasks } = await desk.figures()
  const heapAfterMb = await desk.heapMb()
  await desk.takeBrush(100)
  await desk.forget()
  const last = await desk.stroke({ points: POINTS, spacing: SPACING })
  const after = await desk.figures()
  gaps += await desk.gapsAlong(last)
  await desk.takeBrush(100)
  say('opening frames')
  const opened = await desk.openFrames()
  const round = (value: number) => Math.round(10 * value) / 10
  return {
    paintP95Ms: Math.max(...Object.values(byRadius)),
    ...byRadius,
    afterStrokesP95Ms: quantile(after.paints, 0.95),
    longestTaskMs: Math.round(Math.max(0, longestTaskMs, ...longTasks, ...after.longTasks)),
    gaps,
    saveP95Ms: quantile(saves, 0.95),
    saveP99Ms: quantile(saves, 0.99),
    nextFrameMs: quantile(opened.next, 0.5),
    coldFrameMs: quantile(opened.cold, 0.5),
    heapBeforeMb: round(heapBeforeMb),
    heapAfterMb: round(heapAfterMb),
  }
}

/** Milliseconds below which so large a share lies, to a tenth. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)) / 10
}
