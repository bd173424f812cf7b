import { isImageName, stemOf } from './listFiles.ts'
import type { Told } from './pattern.ts'
import { readWhole } from './readWhole.ts'
import { Unreadable } from './Unreadable.ts'

const FILE_COLUMNS = ['stem', 'file', 'filename', 'file_name', 'image', 'frame', 'name']
/** Columns that tell whose a frame is, the clearest first. */
const PATIENT_COLUMNS = ['patient', 'patient_id', 'patientid', 'subject', 'case', 'video', 'sequence']
const EXAMINATION_COLUMNS = ['examination', 'exam', 'visit', 'sequence']
/** A table of more names no frame. */
const MOST_BYTES = 64e6
const MOST_COLUMNS = 1000

/** What is asked of a table beside the frames: who owns these files, by the column called so, if any. */
export interface AskedOfManifest {
  readonly path: string
  readonly column: string | undefined
  /** Paths below the table's folder. */
  readonly files: readonly string[]
}

/**
 * Who owns files by a table with a row of column names, separated by commas, semicolons or tabs: for each file, or
 * `undefined` where no row says it. A row names a file with as much of its path as it takes to tell it from others.
 * `noColumn` where the table has none of that name, or none that tells a patient. Throws `Unreadable`.
 */
export async function ownersByManifest({
  path,
  column,
  files,
}: AskedOfManifest): Promise<(Told | undefined)[] | 'noColumn'> {
  const [header = '', ...lines] = linesOf(await readWhole(path, MOST_BYTES))
  const separator = [',', ';', '\t'].find((s) => header.includes(s)) ?? ','
  const columns = cellsOf(header, separator)
  if (columns.length > MOST_COLUMNS) throw new Unreadable('tableDamaged')
  const places = placesOf(columns, column)
  if (!places) return 'noColumn'
  const rows = new Rows()
  for (const line of lines) {
    const cells = cellsOf(line, separator)
    const owner = ownerIn(cells, places)
    if (owner) rows.add(cells[places.file] ?? '', owner)
  }
  return files.map((file) => rows.ownerOf(file))
}

/** Owners by the names of files, and by the ends of these names that tell one owner alone. */
class Rows {
  private readonly byName = new Map<string, Told>()
  private readonly byEnd = new Map<string, Told | null>()

  add(file: string, owner: Told): void {
    const [name = '', ...ends] = endsOf(file)
    this.byName.set(name, owner)
    for (const end of ends) {
      const before = this.byEnd.get(end)
      const isOther = before !== undefined && (before === null || before.join() !== owner.join())
      this.byEnd.set(end, isOther ? null : owner)
    }
  }

  ownerOf(file: string): Told | undefined {
    for (const end of endsOf(file)) {
      const found = this.byName.get(end) ?? this.byEnd.get(end)
      if (found) return found
    }
    return undefined
  }
}

/** More folders within each other name no frame either. */
const MOST_FOLDERS = 8

/** A file's name without its ending, with all folders that stand before it, then with fewer and fewer. */
function endsOf(file: string): string[] {
  const parts = file.normalize('NFC').split(/[\\/]/).slice(-MOST_FOLDERS)
  const last = parts.pop() ?? ''
  const name = isImageName(last) ? stemOf(last) : last
  return [...parts.map((_, i) => [...parts.slice(i), name].join('/')), name]
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (bytes.includes(0)) throw new Unreadable('tableDamaged')
  return lines
}

interface Places {
  readonly file: number
  readonly patient: number
  readonly examination: number
  /** What stands before a patient's name: a sequence is none by itself. */
  readonly prefix: string
}

function placesOf(columns: readonly string[], wanted: string | undefined): Places | undefined {
  const lower = columns.map((name) => name.toLowerCase())
  const first = (names: readonly string[]) =>
    names.map((name) => lower.indexOf(name)).find((i) => i >= 0) ?? -1
  const patient = wanted === undefined ? first(PATIENT_COLUMNS) : columns.indexOf(wanted)
  if (patient < 0) return undefined
  const own = lower[patient] ?? ''
  return {
    file: Math.max(0, first(FILE_COLUMNS)),
    patient,
    examination: first(EXAMINATION_COLUMNS.filter((name) => name !== own)),
    prefix: /^(sequence|video)$/.test(own) ? `${own} ` : '',
  }
}

function ownerIn(cells: readonly string[], { patient, examination, prefix }: Places): Told | undefined {
  const name = cells[patient] ?? ''
  return name === '' ? undefined : [prefix + name, cells[examination] || '1']
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
