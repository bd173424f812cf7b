import { dirname, join, relative, sep } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { apart } from '../apart/Apart.ts'
import { folderWithin } from '../found/folderWithin.ts'
import type { ImportOptions, PatientSource, Place } from '../found/Incoming.ts'
import { stemOf } from '../found/listFiles.ts'
import type { AskedOfManifest } from '../found/manifest.ts'
import { groupsByName } from '../found/nameGroups.ts'
import { numbered } from '../found/numbered.ts'
import type { Told } from '../found/pattern.ts'
import { refusalOf } from '../found/refusalOf.ts'
import type { Source } from '../found/Source.ts'
import { Unreadable } from '../found/Unreadable.ts'

type Owner = { readonly patient: string; readonly examination: string; readonly told: PatientSource }

/** A pattern on names of at most 255 letters that needs longer would need for ever. */
const PATTERN_SECONDS = 2
const TABLE_SECONDS = 4

/**
 * Files with their patients, examinations and places, in order. From `manifest.csv` (columns `patient`, `sequence`,
 * or the one named), from a pattern on the file name, from sub-folders, or each file its own patient: frames
 * that may show one lesion must never fall into two splits. `folder`: where the table lies; `baseOf`: where the folders
 * begin that tell a patient, there too unless it says otherwise.
 */
export async function placed<F extends { readonly path: string }>(
  source: Source,
  files: readonly F[],
  groupBy: ImportOptions['groupBy'],
  folder = source.folder,
  baseOf: (file: F) => string = () => folder,
): Promise<(F & Place & { told: PatientSource })[]> {
  const paths = files.map(({ path }) => path)
  const bases = files.map(baseOf)
  const owners = await ownersOf(source, { folder, bases, paths }, groupBy)
  const known = files.map((file, i) => ({ ...file, ...(owners[i] ?? byFile(file.path)) }))
  return numbered(known.map(apartFrom(known, folder)))
}

/** Files of one name in two folders are two patients, as far as anybody knows. */
function apartFrom<F extends { readonly path: string } & Owner>(files: readonly F[], folder: string) {
  const places = Map.groupBy(
    files.filter(({ told }) => told === 'file'),
    ({ patient }) => patient,
  )
  const isShared = (patient: string) =>
    new Set((places.get(patient) ?? []).map(({ path }) => dirname(path))).size > 1
  const shared = new Set([...places.keys()].filter(isShared))
  return (file: F): F => {
    if (file.told !== 'file' || !shared.has(file.patient)) return file
    const within = relative(folder, dirname(file.path)).split(sep).join('/')
    return { ...file, patient: [within, file.patient].filter((part) => part !== '').join('/') }
  }
}

interface Asked {
  readonly folder: string
  readonly bases: readonly string[]
  readonly paths: readonly string[]
}

async function ownersOf(
  source: Source,
  { folder, bases, paths }: Asked,
  groupBy: ImportOptions['groupBy'],
): Promise<(Owner | undefined)[]> {
  if (groupBy?.kind === 'regex') return byPattern(paths, groupBy.pattern)
  if (groupBy?.kind === 'file') return paths.map(byFile)
  const folders = paths.map((path, i) => byFolder(bases[i] ?? folder, path))
  if (groupBy?.kind === 'folder') return folders
  if (groupBy?.kind === 'name') return byName(paths)
  const column = groupBy?.kind === 'manifest' ? groupBy.column : undefined
  return (await byManifest(source, join(folder, 'manifest.csv'), paths, column)) ?? folders
}

const byFile = (path: string): Owner => ({ patient: stemOf(path), examination: '1', told: 'file' })

const owner = (found: Told | undefined, told: PatientSource): Owner | undefined =>
  found && { patient: found[0], examination: found[1], told }

/** Fails WRONG_USAGE where the pattern takes for ever, as one does that may read a name in ever more ways. */
async function byPattern(paths: readonly string[], pattern: RegExp): Promise<(Owner | undefined)[]> {
  const stems = paths.map(stemOf)
  try {
    const found = await apart.run('ownersByPattern', { pattern, stems }, PATTERN_SECONDS)
    return found.map((one, i) => owner(one ?? [stems[i] ?? '', '1'], 'pattern'))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Failure('patternTooSlow', { pattern: pattern.source, seconds: PATTERN_SECONDS }, error)
  }
}

function byFolder(folder: string, path: string): Owner {
  const inside = folderWithin(relative(folder, dirname(path)))
  return inside === '' ? byFile(path) : { patient: inside, examination: '1', told: 'folder' }
}

function byName(paths: readonly string[]): Owner[] {
  const groups = groupsByName(paths.map(stemOf))
  return paths.map((path, i) => ({ ...byFile(path), patient: groups?.[i] ?? stemOf(path), told: 'pattern' }))
}

/** Undefined where there is no table, or no column of it tells a patient. A table that is damaged is refused by name. */
async function byManifest(
  source: Source,
  path: string,
  paths: readonly string[],
  column: string | undefined,
): Promise<(Owner | undefined)[] | undefined> {
  const found = await ownersIn(source, path, {
    path,
    column,
    files: paths.map((file) => relative(dirname(path), file)),
  })
  if (column !== undefined && found === 'noColumn') throw new Failure('noSuchColumn', { file: path, column })
  return found === 'noColumn' ? undefined : found.map((one) => owner(one, 'manifest'))
}

async function ownersIn(source: Source, path: string, asked: AskedOfManifest) {
  if (!(await source.holds(path))) return 'noColumn'
  try {
    return await apart.run('ownersByManifest', asked, TABLE_SECONDS)
  } catch (error) {
    source.refuse(path, refusalOf(error))
    return 'noColumn'
  }
}
