import type { FrameFilter } from '../../../../shared/contract/frames.ts'
import type { Connection } from '../connection.ts'

type Filter = Pick<FrameFilter, 'tag' | 'reader' | 'lesion' | 'model' | 'remarks'> & {
  readonly text?: string
}

/** Frames that pass the filters which stand in tables of their own, a list of ids for each filter that is set. */
export function idsFromTables(database: Connection, filter: Filter): number[][] {
  const ids = (query: string, ...values: string[]) =>
    database
      .prepare(query)
      .pluck()
      .all(...values) as number[]
  const found: number[][] = []
  const { tag, reader, lesion, model, remarks, text } = filter
  if (tag !== undefined) {
    found.push(
      ids('SELECT frame_id FROM frame_tag JOIN tag ON tag.id = frame_tag.tag_id WHERE tag.name = ?', tag),
    )
  }
  if (reader !== undefined)
    found.push(ids(`SELECT frame_id FROM layer WHERE kind = 'reader' AND author = ?`, reader))
  if (model !== undefined)
    found.push(ids(`SELECT frame_id FROM layer WHERE kind = 'model' AND author = ?`, model))
  if (lesion !== undefined) found.push(ids('SELECT id FROM frame WHERE lesion = ?', lesion))
  if (remarks)
    found.push(
      ids(
        'SELECT frame_id FROM comment WHERE answers IS NULL AND id NOT IN (SELECT comment_id FROM comment_settled)',
      ),
    )
  const words = text === undefined ? '' : asQuery(text)
  if (words !== '') found.push(ids('SELECT rowid FROM note_text WHERE note_text MATCH ?', words))
  return found
}

/** What people type, as a full-text query: every word, the last one as a beginning. Their signs mean nothing. */
function asQuery(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word, i) => (i === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ')
}
