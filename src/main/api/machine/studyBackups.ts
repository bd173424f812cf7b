import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Actor } from '../../../shared/domain/actor.ts'
import type { Engine } from '../../engine/Engine.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { makeFolder } from '../../files/makeFolder.ts'

/** Who asks, and whose studies they are. */
export interface Calling {
  readonly engine: Engine
  readonly actor: Actor
}

/** Which file holds the backup of which study. */
const LIST = 'studies.json'
const list = z.array(z.object({ folder: z.string(), file: z.string() }))
const PREFIX = 'before-'

const allBackups = ({ runtime }: Engine) => join(runtime.dataFolder, 'backups')
const placeOf = (engine: Engine, version: string) => join(allBackups(engine), PREFIX + version)

/**
 * Backs up each study on the list of those opened here, as it is before this version comes; studies whose disk is not there are
 * left out. Fails UPDATE_REFUSED, naming the study, where one cannot be.
 */
export async function backUpStudies(
  { engine, actor }: Calling,
  version: string,
  signal?: AbortSignal,
): Promise<void> {
  const place = placeOf(engine, version)
  // Of a try that did not come to its end.
  await rm(place, { recursive: true, force: true })
  await makeFolder(place)
  const made: z.infer<typeof list> = []
  for (const { folder, isGone } of await engine.recentStudies()) {
    if (isGone) continue
    signal?.throwIfAborted()
    const file = `${made.length + 1} ${basename(folder)}.zip`
    try {
      await engine.lookBeside(folder, (study) => KeepService.backUp({ study, actor }, join(place, file)))
    } catch (error) {
      throw new Failure('studyNotBackedUp', { study: folder }, error)
    }
    made.push({ folder, file })
  }
  await writeDurably(join(place, LIST), Buffer.from(JSON.stringify(made)))
}

/** The backup of a study that was made before a version came; undefined where there is none. */
export async function backupOf(engine: Engine, version: string, folder: string): Promise<string | undefined> {
  try {
    const place = placeOf(engine, version)
    const made = list.parse(JSON.parse(await readFile(join(place, LIST), 'utf8')))
    const found = made.find((one) => one.folder === folder)
    return found && join(place, found.file)
  } catch {
    return undefined
  }
}

/** Backups of the update before are of no use any more: one goes back by one version. */
export async function removeOtherBackups(engine: Engine, version: string): Promise<void> {
  for (const name of await readdir(allBackups(engine)).catch(() => []))
    if (name.startsWith(PREFIX) && name !== PREFIX + version)
      await rm(join(allBackups(engine), name), { recursive: true, force: true }).catch(() => {})
}
