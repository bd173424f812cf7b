import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused, refused } from '../../shared/reasons/Refused.ts'
import { writeDurably } from '../files/durableFile.ts'
import { freeBytes } from '../files/freeBytes.ts'
import { syncFolder } from '../files/sync.ts'
import { changing } from './changing.ts'
import { currentFile, folderOf, type Installation, versionsFolder } from './Installation.ts'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { INCOMING, removeLeftovers, removeOldVersions } from './leftovers.ts'
import { KEYS, MANIFEST, type Manifest } from './manifest.ts'
import { openUpdate, type Update } from './Update.ts'
import { type FoundHere, unpack } from './unpack.ts'
import { listOf, verifyTree } from './verify.ts'

/** What is left free beside the new version, bytes. */
const MARGIN = 20_000_000
const MB = 1_000_000

/** An update that was opened, and whether this installation takes it. */
export interface Looked {
  readonly update: Update
  /** What runs. */
  readonly own: Manifest
  readonly why: ReturnType<typeof judge>
}

/** Opens an update and judges it. Whoever asks closes it. Fails where it is not one that was signed. */
export async function lookAtUpdate(installation: Installation, file: string): Promise<Looked> {
  const { manifest: own, why } = await listOf(installation.folder)
  if (why) throw new Refused(why)
  const update = await openUpdate(file, await readKeys(join(installation.folder, KEYS)))
  return { update, own, why: judge(update.manifest, own, installation) }
}

export interface Applying {
  readonly signal?: AbortSignal | undefined
  /** Bytes that are in place, of how many. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Puts an update's version beside the one that runs and has it started next time. `current.txt` is replaced last: interrupted
 * anywhere, the version that runs stays the one that is started, and the next try removes what was left. Files of the version
 * that runs are never touched, so that no system minds that they are in use.
 */
export async function applyUpdate(
  installation: Installation,
  file: string,
  { signal, onProgress = () => {} }: Applying = {},
): Promise<{ version: string }> {
  return changing(installation, async () => {
    const { update, own, why } = await lookAtUpdate(installation, file)
    try {
      if (why) throw new Refused(why)
      await removeLeftovers(installation)
      const { version } = update.manifest
      if (!(await isThereAlready(installation, update)))
        await place(installation, update, hereBy(own, installation.folder), { signal, onProgress })
      await startNext(installation, version)
      // What is left over takes space, and nothing else.
      await removeOldVersions(installation, [version, installation.version]).catch(() => {})
      return { version }
    } finally {
      update.close()
    }
  })
}

/** Has a version started from now on: one name is replaced by another, so that there is always one of the two. */
export async function startNext(installation: Installation, version: string): Promise<void> {
  await writeDurably(currentFile(installation), Buffer.from(`${version}\n`))
}

/** Whether this very version lies here whole, as after going back from it. */
async function isThereAlready(
  installation: Installation,
  { manifest, manifestBytes }: Update,
): Promise<boolean> {
  const folder = folderOf(installation, manifest.version)
  const there = await readFile(join(folder, MANIFEST)).catch(() => undefined)
  return there?.equals(manifestBytes) === true && (await verifyTree(folder)).problems.length === 0
}

async function place(
  installation: Installation,
  update: Update,
  foundHere: FoundHere,
  { signal, onProgress = () => {} }: Applying,
): Promise<void> {
  const { version, files } = update.manifest
  const total = files.reduce((sum, { size }) => sum + size, 0)
  mustFit(installation, total)
  const incoming = join(versionsFolder(installation), `${version}${INCOMING}`)
  let done = 0
  const onFile = (bytes: number) => {
    done += bytes
    onProgress(done, total)
  }
  try {
    await unpack(update, incoming, foundHere, { signal, onFile })
    const folder = folderOf(installation, version)
    // One of that version that is not whole; it is not the one that runs, which is older.
    await rm(folder, { recursive: true, force: true })
    await rename(incoming, folder)
    await syncFolder(versionsFolder(installation))
  } catch (error) {
    await rm(incoming, { recursive: true, force: true }).catch(() => {})
    if ((error as { code?: string }).code === 'ENOSPC') throw needsSpace(installation, total, error)
    throw error
  }
}

function mustFit(installation: Installation, total: number): void {
  if (freeBytes(installation.root) < total + MARGIN) throw needsSpace(installation, total)
}

const needsSpace = ({ root }: Installation, total: number, cause?: unknown) =>
  refused(
    'updateNeedsSpace',
    { needed: Math.ceil((total + MARGIN) / MB), free: Math.floor(freeBytes(root) / MB) },
    cause,
  )

function hereBy({ files }: Manifest, folder: string): FoundHere {
  const paths = new Map(files.map(({ sha256, path }) => [sha256, path]))
  return (sha256) => {
    const path = paths.get(sha256)
    return path === undefined ? undefined : join(folder, ...path.split('/'))
  }
}
