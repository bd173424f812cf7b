import type { ReadingStage } from '../../../../shared/domain/stage.ts'
import type { Connection } from '../connection.ts'

type Submitted = readonly [frame: number, author: string, sha256: string]
type Verdict = readonly [frame: number, says: string, layer: number | null, revision: number | null]

/** Some frames, as a condition on a column and its value; all where none are named. */
function among(column: string, frames: readonly number[] | undefined): [string, ...string[]] {
  return frames ? [`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(frames)] : ['1']
}

function rowsOf<R>(database: Connection, query: string, values: readonly string[]): R[] {
  return database
    .prepare(query)
    .raw()
    .all(...values) as R[]
}

/** Whether any examination is to be read by two or more. */
export const anyReadTwice = (database: Connection): boolean =>
  database.prepare('SELECT 1 FROM assignment GROUP BY examination_id HAVING count(*) > 1 LIMIT 1').get() !==
  undefined

/** Whether there are accounts: people are told apart then. */
export const hasAccounts = (database: Connection): boolean =>
  database.prepare('SELECT 1 FROM account WHERE active = 1 LIMIT 1').get() !== undefined

/** Who is to read which examination, in the order in which they were told to. */
export const assignmentRows = (database: Connection) =>
  rowsOf<[examination: number, reader: string]>(
    database,
    'SELECT examination_id, reader FROM assignment ORDER BY id',
    [],
  )

/** Who signed which examination; those that were opened again are left out. */
export const signedRows = (database: Connection) =>
  rowsOf<[examination: number, reviewer: string]>(
    database,
    `SELECT examination_id, reviewer FROM sign_off WHERE says = 'signed'
     AND id IN (SELECT max(id) FROM sign_off GROUP BY examination_id)`,
    [],
  )

export function readingRows(database: Connection, frames?: readonly number[]) {
  const [where, ...values] = among('frame_id', frames)
  return rowsOf<[frame: number, reader: string, stage: ReadingStage]>(
    database,
    `SELECT frame_id, reader, stage FROM reading WHERE ${where}`,
    values,
  )
}

/** Whose mask the label is of frames that have one. */
export function labelAuthorRows(database: Connection, frames?: readonly number[]) {
  const [where, ...values] = among('frame.id', frames)
  return rowsOf<[frame: number, author: string]>(
    database,
    `SELECT frame.id, layer.author FROM frame JOIN layer ON layer.id = frame.label_layer
     WHERE ${where}`,
    values,
  )
}

/** The last verdict of each frame, and whether the mask that it was said of is still the label as it is now. */
export function verdictRows(database: Connection, frames?: readonly number[]) {
  const [where, ...values] = among('frame_id', frames)
  const last = rowsOf<Verdict>(
    database,
    `SELECT frame_id, says, layer_id, revision FROM verdict
     WHERE id IN (SELECT max(id) FROM verdict WHERE ${where} GROUP BY frame_id)`,
    values,
  )
  const label = database
    .prepare(
      `SELECT label_layer, (SELECT max(number) FROM revision WHERE layer_id = label_layer) FROM frame WHERE id = ?`,
    )
    .raw()
  return last.map(([frame, says, layer, revision]) => {
    const now = label.get(frame) as [number | null, number | null] | undefined
    const holds = layer !== null && now?.[0] === layer && now[1] === revision
    return { frame, says, holds }
  })
}

/** Newest masks of readers on the frames that two or more of them have submitted. */
export function submittedRows(database: Connection, frames?: readonly number[]) {
  const [where, ...values] = among('reading.frame_id', frames)
  return rowsOf<Submitted>(
    database,
    `SELECT layer.frame_id, layer.author, revision.sha256 FROM reading
     JOIN layer ON layer.frame_id = reading.frame_id AND layer.kind = 'reader' AND layer.author = reading.reader
     JOIN revision ON revision.layer_id = layer.id
       AND revision.number = (SELECT max(number) FROM revision WHERE layer_id = layer.id)
     WHERE reading.stage = 'submitted' AND ${where} AND reading.frame_id IN
       (SELECT frame_id FROM reading WHERE stage = 'submitted' GROUP BY frame_id HAVING count(*) > 1)`,
    values,
  )
}

/** What a reader has painted, pixels per class as JSON, on the frames that several were told to read. */
export const paintedRows = (database: Connection, reader: string) =>
  rowsOf<[frame: number, areas: string]>(
    database,
    `SELECT layer.frame_id, revision.areas FROM layer JOIN frame ON frame.id = layer.frame_id
     JOIN revision ON revision.layer_id = layer.id
       AND revision.number = (SELECT max(number) FROM revision WHERE layer_id = layer.id)
     WHERE layer.kind = 'reader' AND layer.author = ? AND frame.examination_id IN
       (SELECT examination_id FROM assignment GROUP BY examination_id HAVING count(*) > 1)`,
    [reader],
  )
