import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ImportOptions, Place } from './Incoming.ts'
import { stemOf } from './layouts/listFiles.ts'

/**
 * Patient, examination and place of each file, in order. From `manifest.csv` (columns `patient`, `sequence`,
 * or the one named), from a pattern on the file name, from sub-folders, or each file its own patient: frames
 * that may show one lesion must never fall into two splits.
 */
export async function placesFor(
  folder: string,
  paths: readonly string[],
  groupBy: ImportOptions['groupBy'],
): Promise<Place[]> {
  const keyOf = await keyFunction(folder, groupBy)
  const seen = new Map<string, number>()
  return paths.map((path) => {
    const { patient, examination } = keyOf(path)
    const group = `${patient}\u001f${examination}`
    const place = seen.get(group) ?? 0
    seen.set(group, place + 1)
    return { patient, examination, place }
  })
}

type KeyOf = (path: string) => { patient: string; examination: string }

async function keyFunction(folder: string, groupBy: ImportOptions['groupBy']): Promise<KeyOf> {
  if (groupBy?.kind === 'regex') {
    return (path) => {
      const found = groupBy.pattern.exec(stemOf(path))
      const patient = found?.[1] ?? found?.[0] ?? stemOf(path)
      return { patient, examination: found?.[2] ?? '1' }
    }
  }
  const manifest = await readManifest(join(folder, 'manifest.csv'))
  if (groupBy && !manifest?.columns.includes(groupBy.column)) {
    throw new Failure('noSuchColumn', { file: join(folder, 'manifest.csv'), column: groupBy.column })
  }
  if (manifest) return fromManifest(manifest, groupBy?.column)
  return (path) => {
    const inside = relative(folder, dirname(path))
    const own = inside === '' || inside === '..' || inside === 'images' || inside === 'Image'
    return { patient: own ? stemOf(path) : inside, examination: '1' }
  }
}

interface Manifest {
  readonly columns: readonly string[]
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string>>>
}

function fromManifest({ columns, rows }: Manifest, column: string | undefined): KeyOf {
  const patientColumn = column ?? ['patient', 'sequence'].find((name) => columns.includes(name))
  const examinationColumn =
    patientColumn === 'patient' && columns.includes('sequence') ? 'sequence' : undefined
  return (path) => {
    const stem = stemOf(path)
    const row = rows.get(stem)
    const key = patientColumn ? row?.[patientColumn] : undefined
    const patient = key === undefined ? stem : patientColumn === 'sequence' ? `sequence ${key}` : key
    return { patient, examination: (examinationColumn && row?.[examinationColumn]) ?? '1' }
  }
}

/** A plain comma-separated table whose first column or column `stem` names the file. */
async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [header = '', ...lines] = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const columns = header.split(',').map((name) => name.trim())
  const stem = Math.max(0, columns.indexOf('stem'))
  const rows = new Map<string, Record<string, string>>()
  for (const line of lines) {
    const cells = line.split(',').map((cell) => cell.trim())
    rows.set(cells[stem] ?? '', Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])))
  }
  return { columns, rows }
}
