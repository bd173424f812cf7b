import type { Reason } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { currentVersion, type Installation } from './Installation.ts'
import type { Manifest } from './manifest.ts'
import { compareVersions } from './version.ts'

/**
 * Why an installation does not take a version that is signed; null where it does. `own` is what runs. An older version than the
 * one that runs, or that is started next, is refused even though it was signed once: its faults are known.
 */
export function judge(update: Manifest, own: Manifest, installation: Installation): Reason | null {
  const { version, platform, lowestDataFormat } = update
  if (platform !== own.platform)
    return reasonOf('updateForOtherSystem', { system: platform, own: own.platform })
  const newest = [own.version, currentVersion(installation)].sort(compareVersions).at(-1) ?? own.version
  if (compareVersions(version, newest) <= 0) return reasonOf('updateNotNewer', { version, own: newest })
  if (own.dataFormat < lowestDataFormat) return reasonOf('updateTooFar', { version, own: own.version })
  return installation.managed ? managedReason(installation.managed) : null
}

/** What an installation is told that others look after. */
export const managedReason = (by: NonNullable<Installation['managed']>): Reason =>
  reasonOf('installationManaged', { by: by === 'deb' ? 'apt' : 'IT' })
