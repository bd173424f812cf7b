import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, rmdir, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, failureFor } from '../../../../shared/contract/failure.ts'
import { type HeldLock, takeWriterLock } from '../../store/writerLock.ts'

/** What a place for unpacked files is called in the system's temporary folder. */
const PREFIX = 'loco-unpacked-'
/** File systems that lie in memory, by Linux's numbers for them: an archive there would take what pictures need. */
const IN_MEMORY = new Set([0x01021994, 0x858458f6])
/** Room for the frames of a film, of which nobody knows how many there will be. */
const FOR_FILMS = 1e9

/** Where a study's own disk takes what has no room elsewhere. */
const belowStudy = (folder: string) => join(folder, 'cache', 'import')

interface Own {
  readonly folder: string
  readonly lock: HeldLock
}

/** Whoever tidies up may be faster than whoever makes a place, but not that often. */
const TRIES = 10

/**
 * Where an import unpacks files that may name patients: a folder of its own, that nobody else's import, look or start
 * removes. Outside the study where there is room, so that a copy of the study never holds them. Whose place it is, the
 * operating system knows by a lock that ends with the process: the place of a killed one is told from one in use.
 */
export class Scratch {
  private readonly study: string | undefined
  private own: Own | undefined

  /** `study`: the folder of the study that takes what has no room in the system's temporary folder, if any. */
  constructor(study: string | undefined) {
    this.study = study
  }

  /** The folder, made when it is first asked for; with room for so many bytes, where that is known. Fails DISK_FULL. */
  async folder(bytes?: number): Promise<string> {
    this.own ??= await taken(await this.parentFor(bytes))
    return this.own.folder
  }

  /** The part of it called so, where there is one already. */
  below(name: string): string[] {
    return this.own ? [join(this.own.folder, name)] : []
  }

  async remove(): Promise<void> {
    const { own } = this
    this.own = undefined
    own?.lock.release()
    if (own) await rm(own.folder, { recursive: true, force: true })
    // The last to leave turns off the light.
    if (this.study !== undefined) await rmdir(belowStudy(this.study)).catch(() => {})
  }

  private async parentFor(bytes: number | undefined): Promise<string> {
    const temporary = tmpdir()
    const { room, inMemory } = await placeAt(temporary)
    // Half of what is free: others write there as well.
    if (!inMemory && room > 2 * (bytes ?? FOR_FILMS)) return temporary
    if (this.study !== undefined && (bytes === undefined || (await placeAt(this.study)).room > bytes)) {
      const below = belowStudy(this.study)
      await mkdir(below, { recursive: true })
      return below
    }
    if (bytes === undefined) return temporary
    throw new Failure('noRoomToUnpack', { megabytes: Math.ceil(bytes / 1e6) })
  }
}

/** Removes what killed imports left: in the system's temporary folder, and below the study that was opened to write. */
export async function removeLeftBehind(study: string): Promise<void> {
  const below = belowStudy(study)
  const [elsewhere, inside] = [tmpdir(), below].map((parent) => readdir(parent).catch(() => [] as string[]))
  const places = [
    ...((await elsewhere) ?? [])
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => join(tmpdir(), name)),
    ...((await inside) ?? []).map((name) => join(below, name)),
  ]
  for (const place of places) await removeUnlessUsed(place, place.startsWith(below))
  await rmdir(below).catch(() => {})
}

/** A place without a lock is one that is just being made, or, below a study, one of an older version. */
async function removeUnlessUsed(place: string, evenUnlocked: boolean): Promise<void> {
  try {
    if (existsSync(join(place, LOCK))) {
      const lock = takeWriterLock(place)
      if (lock.is !== 'held') return
      lock.release()
    } else if (!evenUnlocked) return
    await rm(place, { recursive: true, force: true })
  } catch {
    // Another user's, or gone meanwhile.
  }
}

const LOCK = 'writer.lock'

async function taken(parent: string): Promise<Own> {
  for (let tries = 0; tries < TRIES; tries++) {
    const folder = await mkdtemp(join(parent, PREFIX))
    const lock = takeWriterLock(folder)
    if (lock.is === 'held') return { folder, lock }
    await rm(folder, { recursive: true, force: true })
    if (lock.is === 'refused') throw failureFor(lock.why)
  }
  throw new Failure('diskRefuses')
}

async function placeAt(folder: string): Promise<{ room: number; inMemory: boolean }> {
  try {
    const { type, bavail, bsize } = await statfs(folder)
    return { room: bavail * bsize, inMemory: IN_MEMORY.has(type >>> 0) }
  } catch {
    return { room: 0, inMemory: false }
  }
}
