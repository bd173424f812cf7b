import { dirname, join, relative } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import type { ImportOptions, PatientSource, Place } from './Incoming.ts'
import { stemOf } from './listFiles.ts'
import { EXAMINATION_COLUMNS, type Manifest, PATIENT_COLUMNS, readManifest } from './manifest.ts'
import { groupsByName } from './nameGroups.ts'
import { numbered } from './numbered.ts'

type Owner = { readonly patient: string; readonly examination: string; readonly told: PatientSource }
type OwnerOf = (path: string) => Owner

/**
 * Files with their patients, examinations and places, in order. From `manifest.csv` (columns `patient`, `sequence`,
 * or the one named), from a pattern on the file name, from sub-folders, or each file its own patient: frames
 * that may show one lesion must never fall into two splits.
 */
export async function placed<F extends { readonly path: string }>(
  folder: string,
  files: readonly F[],
  groupBy: ImportOptions['groupBy'],
): Promise<(F & Place & { told: PatientSource })[]> {
  const paths = files.map(({ path }) => path)
  const ownerOf = await ownerFunction(folder, paths, groupBy)
  return numbered(files.map((file) => ({ ...file, ...ownerOf(file.path) })))
}

async function ownerFunction(
  folder: string,
  paths: readonly string[],
  groupBy: ImportOptions['groupBy'],
): Promise<OwnerOf> {
  if (groupBy?.kind === 'regex') return byPattern(groupBy.pattern)
  if (groupBy?.kind === 'file') return byFile
  if (groupBy?.kind === 'folder') return byFolder(folder)
  if (groupBy?.kind === 'name') return byName(paths)
  const manifest = await readManifest(join(folder, 'manifest.csv'))
  const column = groupBy?.kind === 'manifest' ? groupBy.column : undefined
  if (column !== undefined && !manifest?.columns.includes(column)) {
    throw new Failure('noSuchColumn', { file: join(folder, 'manifest.csv'), column })
  }
  return (manifest && byManifest(manifest, column)) ?? byFolder(folder)
}

const byFile: OwnerOf = (path) => ({ patient: stemOf(path), examination: '1', told: 'file' })

function byPattern(pattern: RegExp): OwnerOf {
  return (path) => {
    const found = pattern.exec(stemOf(path))
    const patient = found?.[1] ?? found?.[0] ?? stemOf(path)
    return { patient, examination: found?.[2] ?? '1', told: 'pattern' }
  }
}

function byFolder(folder: string): OwnerOf {
  return (path) => {
    const inside = folderWithin(relative(folder, dirname(path)))
    return inside === '' ? byFile(path) : { patient: inside, examination: '1', told: 'folder' }
  }
}

/** The part of a frame's folder that can tell its patient: not the one that says that images lie in it. */
export function folderWithin(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '..')
  return (/^(images?|frames?|imgs?|originals?)$/i.test(parts[0] ?? '') ? parts.slice(1) : parts).join('/')
}

function byName(paths: readonly string[]): OwnerOf {
  const groups = groupsByName(paths.map(stemOf))
  const groupOf = new Map(paths.map((path, i) => [path, groups?.[i]]))
  return (path) => ({ ...byFile(path), patient: groupOf.get(path) ?? stemOf(path), told: 'pattern' })
}

/** Undefined where no column tells a patient. */
function byManifest({ columns, rows }: Manifest, column: string | undefined): OwnerOf | undefined {
  const named = (wanted: readonly string[]) =>
    wanted.flatMap((name) => columns.find((c) => c.toLowerCase() === name) ?? [])[0]
  const patientColumn = column ?? named(PATIENT_COLUMNS)
  if (patientColumn === undefined) return undefined
  const examinationColumn = named(EXAMINATION_COLUMNS.filter((name) => name !== patientColumn.toLowerCase()))
  return (path) => {
    const row = rows.get(stemOf(path))
    const key = row?.[patientColumn] ?? ''
    if (key === '') return byFile(path)
    const patient = /^(sequence|video)$/i.test(patientColumn) ? `${patientColumn.toLowerCase()} ${key}` : key
    const examination = (examinationColumn !== undefined && row?.[examinationColumn]) || '1'
    return { patient, examination, told: 'manifest' }
  }
}
