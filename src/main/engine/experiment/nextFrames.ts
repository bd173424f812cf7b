import { EMBEDDED, type FrameSignals } from '../../../shared/domain/frameSignals.ts'
import { MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { hashIn } from '../../../shared/domain/perceptualHash.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { ModelRef } from '../../../shared/trainer/protocol.ts'
import { answerOf, type JobService } from '../jobs/JobService.ts'
import {
  type Appearance,
  type Candidate,
  type Labelled,
  QueueService,
  type Strategy,
} from '../queue/QueueService.ts'
import { classesIn, type ExperimentFrame } from './frames.ts'

/** What a model says of a frame. */
interface Told {
  readonly predicted: number
  readonly signals: FrameSignals
}

/** Frames that may be labelled, in an order that is the seed's: what is equal is taken in it. */
type Pool = readonly ExperimentFrame[]

/**
 * The frames that a strategy has labelled after those that are, `count` in all, when it may look at what the last round's
 * model says of each: places in the pool. They are asked for at once, as a clinic labels between two rounds; where the rest
 * looks like what is labelled already, it is taken in the pool's order.
 */
export async function nextFrames(
  jobs: JobService,
  model: ModelRef,
  pool: Pool,
  labelled: readonly number[],
  wanted: { readonly strategy: Strategy; readonly count: number },
): Promise<number[]> {
  const told = await toldOf(jobs, model, pool)
  const appearance = appearanceOf(pool, told)
  const taken = [...labelled]
  while (taken.length < wanted.count) {
    const has = new Set(taken)
    const rows = pool.flatMap((_, row) => (has.has(row) ? [] : [row]))
    const list = QueueService.among(
      rows.map((row) => candidateOf(pool, told, row)),
      labelledOf(pool, taken),
      appearance,
      { strategy: wanted.strategy, count: wanted.count - taken.length },
    )
    const next = list.length > 0 ? list.map(({ row }) => row) : rows.slice(0, 1)
    if (next.length === 0) break
    taken.push(...next)
  }
  return taken
}

async function toldOf(jobs: JobService, model: ModelRef, pool: Pool): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>()
  const frames = pool.map(({ id, path }) => ({ id, path }))
  const asked = jobs.ask(
    { kind: 'predict', job: { model, frames } },
    {
      priority: 'round',
      onEvent: (event) => {
        if (event.kind !== 'prediction') return
        const { id, mask, signals } = event
        told.set(id, { predicted: classesIn(decodeMask(mask).data), signals })
      },
    },
  )
  answerOf(await asked.outcome)
  return told
}

function candidateOf(pool: Pool, told: ReadonlyMap<string, Told>, row: number): Candidate {
  const { id = '', patient = '', modality = 'other' } = pool[row] ?? {}
  const known = told.get(id)
  return {
    id: row,
    row,
    patient,
    modality: modality === 'NBI' || modality === 'WLI' ? modality : 'other',
    predicted: known?.predicted ?? 0,
    begun: false,
    signals: known?.signals,
    minutes: null,
  }
}

function labelledOf(pool: Pool, rows: readonly number[]): Labelled {
  const frames = rows.flatMap((row) => pool[row] ?? [])
  const counted = (of: (frame: ExperimentFrame) => string) =>
    new Map([...Map.groupBy(frames, of)].map(([key, own]) => [key, own.length]))
  const rowsOfClass = Array.from({ length: MOST_CLASSES }, (_, c) =>
    c === 0 ? [] : rows.filter((row) => (((pool[row]?.holds ?? 0) >> c) & 1) === 1),
  )
  return {
    byPatient: counted(({ patient }) => patient),
    byModality: counted(({ modality }) => modality),
    byClass: rowsOfClass.map(({ length }) => length),
    rowsOfClass,
    rows,
  }
}

function appearanceOf(pool: Pool, told: ReadonlyMap<string, Told>): Appearance {
  const size = pool.length
  const embeddings = new Float32Array(size * EMBEDDED)
  const [embedded, hashed] = [new Uint8Array(size), new Uint8Array(size)]
  const [high, low] = [new Int32Array(size), new Int32Array(size)]
  for (const [row, { id, likeness }] of pool.entries()) {
    const embedding = told.get(id)?.signals.embedding
    if (embedding) {
      embedded[row] = 1
      embeddings.set(embedding, row * EMBEDDED)
    }
    if (likeness === undefined) continue
    const hash = hashIn(likeness)
    hashed[row] = 1
    high[row] = hash.high
    low[row] = hash.low
  }
  return { embedded, embeddings, hashed, high, low }
}
