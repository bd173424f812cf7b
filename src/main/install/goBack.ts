import { Refused, refused } from '../../shared/reasons/Refused.ts'
import { startNext } from './applyUpdate.ts'
import { changing } from './changing.ts'
import { folderOf, type Installation, versionBefore } from './Installation.ts'
import type { Manifest } from './manifest.ts'
import { listOf, verifyTree } from './verify.ts'

/** The version that one goes back to. Fails where there is none, or where it is not as it was signed. */
export async function versionToGoBackTo(installation: Installation): Promise<Manifest> {
  const version = versionBefore(installation)
  if (version === null) throw refused('noEarlierVersion')
  const { manifest, why } = await listOf(folderOf(installation, version))
  if (why) throw new Refused(why)
  return manifest
}

/** Has the version before started from now on; the newer one stays beside it. All of its files are looked at first. */
export async function goBack(installation: Installation): Promise<{ version: string }> {
  return changing(installation, async () => {
    const { version } = await versionToGoBackTo(installation)
    const [problem] = (await verifyTree(folderOf(installation, version))).problems
    if (problem) throw refused('earlierVersionDamaged', { version, file: fileOf(problem.values) })
    await startNext(installation, version)
    return { version }
  })
}

const fileOf = (values: object) => ('file' in values ? String(values.file) : 'manifest.json')
