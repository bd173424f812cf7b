import { join } from 'node:path'
import * as z from 'zod'
import { type Curves, iouPoint, lossPoint } from '../../../shared/contract/training.ts'
import { appendLine, readLines } from '../../files/lineFile.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { runFolder } from './runFolder.ts'

/** What a line may hold; a bad disk leaves whole lines too that are not what was written, and those hold nothing. */
const line = z
  .object({
    loss: lossPoint.optional().catch(undefined),
    iou: iouPoint.optional().catch(undefined),
    /** What a part of a run took besides its steps: starting, judging, and overlays of so many frames. */
    beside: z.object({ seconds: z.number(), frames: z.number() }).optional().catch(undefined),
    /** The frames that it learns from, with a few digits of each label's hash. */
    learned: z.record(z.string(), z.string()).readonly().optional().catch(undefined),
  })
  .catch({})

export type LogLine = z.infer<typeof line>
/** What is written of a run: one thing a line. */
type Point = { [K in keyof LogLine]-?: Record<K, NonNullable<LogLine[K]>> }[keyof LogLine]

/** The run's points, one JSON object a line: a crash costs at most the line that is being written. */
const logPath = (study: OpenStudy, id: string) => join(runFolder(study, id), 'log.jsonl')

export async function logPoint(study: OpenStudy, id: string, point: Point): Promise<void> {
  await appendLine(logPath(study, id), point)
}

/** All that is sound of what was written. */
export async function readRunLog(study: OpenStudy, id: string): Promise<LogLine[]> {
  return (await readLines<unknown>(logPath(study, id))).map((kept) => line.parse(kept))
}

export async function readCurves(study: OpenStudy, id: string): Promise<Curves> {
  const curves: Curves = { losses: [], iou: [] }
  for (const point of await readRunLog(study, id)) {
    if (point.loss) curves.losses.push(point.loss)
    if (point.iou) curves.iou.push(point.iou)
  }
  // A resumed run repeats the steps after its checkpoint; the later points hold.
  const last = <T extends { step: number }>(points: T[]) =>
    [...new Map(points.map((p) => [p.step, p])).values()].sort((a, b) => a.step - b.step)
  return { losses: last(curves.losses), iou: last(curves.iou) }
}
