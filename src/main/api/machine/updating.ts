import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { LookedAtUpdate } from '../../../shared/contract/install.ts'
import type { Engine } from '../../engine/Engine.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import { type Applying, applyUpdate, lookAtUpdate } from '../../install/applyUpdate.ts'
import { goBack, versionToGoBackTo } from '../../install/goBack.ts'
import { currentVersion, type Installation, versionBefore } from '../../install/Installation.ts'
import { ENDING } from '../../install/Update.ts'
import { listOf } from '../../install/verify.ts'
import { backUpStudies, backupOf, type Calling, removeOtherBackups } from './studyBackups.ts'

/** The installed tree. Fails UPDATE_REFUSED in a checkout. */
export function installedHere({ runtime: { installed } }: Engine) {
  if (!installed) throw new Failure('notInstalled')
  return installed
}

/** What is installed; null in a checkout. */
export async function installationState(engine: Engine) {
  const { installed, dataFolder } = engine.runtime
  if (!installed) return null
  const { at, problems } = installed
  const listed = await listOf(at.folder)
  const next = currentVersion(at)
  return {
    version: at.version,
    folder: at.root,
    by: listed.why ? null : { name: listed.by.name, kind: listed.by.kind },
    managed: at.managed,
    next: next === at.version ? null : next,
    before: versionBefore(at),
    found: await foundUpdate(at, dataFolder),
    problems: problems && [...problems],
  }
}

/** An update that lies beside the launcher or among the user's own things, and would be taken. */
async function foundUpdate(at: Installation, dataFolder: string): Promise<string | null> {
  const places = [join(dataFolder, 'updates'), at.root]
  const files = places.flatMap((place) =>
    existsSync(place)
      ? readdirSync(place)
          .filter((name) => name.endsWith(ENDING))
          .map((name) => join(place, name))
      : [],
  )
  for (const file of files) {
    const looked = await lookAtUpdate(at, file).catch(() => undefined)
    looked?.update.close()
    if (looked?.why === null) return file
  }
  return null
}

/** Says what an update would do. */
export async function lookAt(engine: Engine, file: string): Promise<LookedAtUpdate> {
  const { update, own, why } = await lookAtUpdate(installedHere(engine).at, file)
  update.close()
  const { manifest, by } = update
  const studies = (await engine.recentStudies()).filter(({ isGone }) => !isGone).length
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0)
  const { version, built } = manifest
  return { version, from: own.version, built, bytes, by: { name: by.name, kind: by.kind }, studies, why }
}

/** Version of an update that is taken here: what is refused is refused before any study is backed up. */
async function versionTaken(at: Installation, file: string): Promise<string> {
  const { update, why } = await lookAtUpdate(at, file)
  update.close()
  if (why) throw failureFor(why)
  return update.manifest.version
}

/** Backs up the studies that were opened here, then applies an update. */
export async function update(
  calling: Calling,
  file: string,
  applying: Applying,
): Promise<{ version: string }> {
  const { at } = installedHere(calling.engine)
  const version = await versionTaken(at, file)
  await backUpStudies(calling, version, applying.signal)
  const applied = await applyUpdate(at, file, applying)
  await removeOtherBackups(calling.engine, version)
  return applied
}

/**
 * Goes back to the version before. A study that it cannot write to is brought back beside itself from the backup that the update
 * made, if that is wished. Fails UPDATE_REFUSED where it is not, and where there is no such backup.
 */
export async function back(
  engine: Engine,
  { withBackups }: { readonly withBackups: boolean },
): Promise<{ version: string; broughtBack: string[] }> {
  const { at } = installedHere(engine)
  const to = await versionToGoBackTo(at)
  const newer = (await engine.recentStudies()).filter(
    ({ folder, isGone }) => !isGone && (KeepService.formatOf(folder) ?? 0) > to.dataFormat,
  )
  const broughtBack: string[] = []
  for (const { folder } of newer) {
    const backup = withBackups ? await backupOf(engine, currentVersion(at), folder) : undefined
    if (backup === undefined) throw new Failure('earlierReadsNot', { study: folder, version: to.version })
    const place = `${folder} ${to.version}`
    if (!existsSync(place)) await KeepService.restore(backup, place)
    broughtBack.push(place)
  }
  return { ...(await goBack(at)), broughtBack }
}
