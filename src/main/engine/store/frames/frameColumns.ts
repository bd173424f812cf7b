import type { Split } from '../../../../shared/contract/frames.ts'
import { type FrameState, isLabel, labelSource, stateStored } from '../../../../shared/domain/frameState.ts'
import type { Connection } from '../connection.ts'

/** One examination, by its place in the library's order. */
export interface Group {
  readonly id: number
  readonly code: string
  readonly patient: string
  readonly split: Split
}

/** What frames are filtered by, a column each, in the library's order: patient, examination, place, id. */
export interface FrameColumns {
  readonly groups: readonly Group[]
  /** Index into `groups`. */
  readonly group: Int32Array
  readonly id: Int32Array
  /** See `facet`. */
  readonly facets: Int32Array
  /** Of label and model, per mille; −1 where one of them is missing. */
  readonly disagreement: Int16Array
  /** Days since 1970, −1 where unknown. */
  readonly day: Int32Array
  /** `device.id`, 0 where unknown. */
  readonly device: Int32Array
}

/** Bits of `facets`: where each begins. */
export const facet = {
  modality: 0,
  split: 2,
  hidden: 4,
  painted: 5,
  predicted: 13,
  state: 21,
  reference: 24,
  label: 25,
} as const
/** How far a person has come with the frame whose facets these are. */
export const stateIn = (facets: number): FrameState => stateStored((facets >> facet.state) & 7)
/** 1 where the frame has a label, a reader's or a reference, else 0. */
export const labelIn = (facets: number): number => (facets >> facet.label) & 1
export const modalities = ['NBI', 'WLI', 'other'] as const
export const splits = ['train', 'validation', 'test'] as const

const FACETS = `((CASE modality WHEN 'NBI' THEN 0 WHEN 'WLI' THEN 1 ELSE 2 END)
  | (hidden << ${facet.hidden}) | (painted << ${facet.painted}) | (predicted << ${facet.predicted})
  | (state << ${facet.state}))`
const DAY = `coalesce(unixepoch(captured_on) / 86400, -1)`
const COLUMNS = `examination_id, id, ${FACETS}, coalesce(disagreement, -1), ${DAY}, coalesce(device_id, 0)`

type Row = [number, number, number, number, number, number]

/** Natural order of codes: P2 before P10. */
const { compare } = new Intl.Collator('en', { numeric: true })

/**
 * Reads the columns of all frames: half a second for a million, from one covering index. Raw rows: as objects
 * they take three times as long.
 */
export function readFrameColumns(database: Connection): FrameColumns {
  const groups = database
    .prepare(
      `SELECT examination.id, examination.code, patient.code AS patient, patient.split
       FROM examination JOIN patient ON patient.id = examination.patient_id`,
    )
    .all() as Group[]
  groups.sort((a, b) => compare(a.patient, b.patient) || compare(a.code, b.code) || a.id - b.id)
  const highest = groups.reduce((most, { id }) => Math.max(most, id), 0)
  const count = new Int32Array(highest + 2)
  const inGroup = database.prepare('SELECT examination_id, count(*) FROM frame GROUP BY examination_id').raw()
  for (const [id, n] of inGroup.iterate() as IterableIterator<[number, number]>) count[id] = n
  const groupOf = new Int32Array(highest + 1)
  const next = new Int32Array(highest + 1)
  let total = 0
  groups.forEach(({ id }, index) => {
    groupOf[id] = index
    next[id] = total
    total += count[id]!
  })
  const columns = {
    groups,
    group: new Int32Array(total),
    id: new Int32Array(total),
    facets: new Int32Array(total),
    disagreement: new Int16Array(total),
    day: new Int32Array(total),
    device: new Int32Array(total),
  }
  const rows = database
    .prepare(`SELECT ${COLUMNS} FROM frame INDEXED BY frame_facets ORDER BY examination_id, place, frame.id`)
    .raw()
  for (const row of rows.iterate() as IterableIterator<Row>) {
    const at = next[row[0]]!++
    columns.group[at] = groupOf[row[0]]!
    columns.id[at] = row[1]
    setRow(columns, at, row)
  }
  readReferences(database, columns)
  return columns
}

/** Marks the frames that came with a gold standard; there are few, and an index holds them. */
function readReferences(database: Connection, columns: FrameColumns): void {
  const ids = new Set(
    database.prepare(`SELECT frame_id FROM layer WHERE kind = 'reference'`).pluck().all() as number[],
  )
  if (ids.size === 0) return
  for (let at = 0; at < columns.id.length; at++)
    if (ids.has(columns.id[at]!)) columns.facets[at] = withLabel(columns.facets[at]! | (1 << facet.reference))
}

/** A frame's facets with the bit that says whether it has a label. */
export function withLabel(facets: number): number {
  const split = splits[(facets >> facet.split) & 3]!
  const hasReference = ((facets >> facet.reference) & 1) === 1
  const labelled = labelSource(split, stateIn(facets), hasReference) !== undefined
  return labelled ? facets | (1 << facet.label) : facets & ~(1 << facet.label)
}

/** Reads some frames' columns again, in place. */
export function refreshFrameColumns(
  database: Connection,
  columns: FrameColumns,
  places: ReadonlyMap<number, number>,
): void {
  const one = database.prepare(`SELECT ${COLUMNS} FROM frame WHERE id = ?`).raw()
  for (const [id, at] of places) {
    const row = one.get(id) as Row | undefined
    if (row) setRow(columns, at, row)
  }
}

/** The bits that tell what the model in use sees. */
export const PREDICTED = 0xff << facet.predicted

function setRow(columns: FrameColumns, at: number, [, , facets, disagreement, day, device]: Row): void {
  const { split } = columns.groups[columns.group[at]!]!
  // A filter or an order must not tell what the model sees on a held-out frame before a reader has.
  const isTold = split === 'train' || isLabel(stateIn(facets))
  const known = columns.facets[at]! & (1 << facet.reference)
  columns.facets[at] = withLabel(
    (isTold ? facets : facets & ~PREDICTED) | (splits.indexOf(split) << facet.split) | known,
  )
  // Before a mask is finished it differs from anything.
  columns.disagreement[at] = isLabel(stateIn(facets)) ? disagreement : -1
  columns.day[at] = day
  columns.device[at] = device
}

const STRETCH = 50_000

/** Frame names, in lower case, one a line, in the order of their ids; searched as one text. */
export function readFrameNames(database: Connection): Buffer {
  const stretch = database.prepare(
    `SELECT group_concat(lower(name), x'0a') AS names, max(id) AS last
     FROM (SELECT id, name FROM frame WHERE id > ? ORDER BY id LIMIT ${STRETCH})`,
  )
  const names: Buffer[] = []
  for (let after = 0; ; ) {
    const part = stretch.get(after) as { names: string | null; last: number | null }
    if (part.names === null || part.last === null) return Buffer.concat(names)
    names.push(Buffer.from(`${part.names}\n`))
    after = part.last
  }
}
