import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isImageName, stemOf } from './listFiles.ts'

/** A table beside the frames: a row for each, by the name of its file without the ending. */
export interface Manifest {
  readonly columns: readonly string[]
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string>>>
}

const FILE_COLUMNS = ['stem', 'file', 'filename', 'file_name', 'image', 'frame', 'name']
/** Columns that tell whose a frame is, the clearest first. */
export const PATIENT_COLUMNS = ['patient', 'patient_id', 'patientid', 'subject', 'case', 'video', 'sequence']
export const EXAMINATION_COLUMNS = ['examination', 'exam', 'visit', 'sequence']

/** Reads a table with a row of column names, separated by commas, semicolons or tabs; undefined where there is none. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [header = '', ...lines] = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const separator = [',', ';', '\t'].find((s) => header.includes(s)) ?? ','
  const columns = cellsOf(header, separator)
  const lower = columns.map((name) => name.toLowerCase())
  const file = Math.max(0, lower.indexOf(FILE_COLUMNS.find((name) => lower.includes(name)) ?? ''))
  const rows = new Map<string, Record<string, string>>()
  for (const line of lines) {
    const cells = cellsOf(line, separator)
    const row = Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']))
    const name = cells[file] ?? ''
    rows.set(isImageName(name) ? stemOf(name) : basename(name), row)
  }
  return { columns, rows }
}

/** The cells of a line; a quoted one may hold the separator, and a quote doubled. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]
    if (letter === '"' && quoted && line[i + 1] === '"') cell += line[++i]
    else if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}
