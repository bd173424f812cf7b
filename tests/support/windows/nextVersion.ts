import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
// @ts-expect-error: a script of the build, which has no types
import { buildTime } from '../../../build/stage/buildTime.mjs'
// @ts-expect-error: a script of the build, which has no types
import { writeManifest } from '../../../build/stage/manifest.mjs'
// @ts-expect-error: a script of the build, which has no types
import { signer } from '../../../build/stage/signing.mjs'
import { release } from '../installed/packaged.ts'
import { ran } from '../installed/ran.ts'
import { project } from '../places.ts'

/**
 * Makes an update file `out` of an installed version's folder: the same files under a higher number, released as
 * `npm run release` does it, with what differs alone in it. `work` is an empty folder's path.
 */
export async function nextVersion(
  folder: string,
  version: string,
  { work, out }: { work: string; out: string },
) {
  cpSync(folder, work, { recursive: true })
  const about = join(work, 'resources/app/package.json')
  const said = JSON.parse(readFileSync(about, 'utf8')) as Record<string, unknown>
  writeFileSync(about, JSON.stringify({ ...said, version }))
  const platform = 'win32-x64'
  // The list names neither itself nor its signature.
  for (const name of ['manifest.json', 'manifest.sig']) rmSync(join(work, 'resources', name))
  const by = { resources: 'resources', platform, version, built: buildTime(), signer: signer() }
  await writeManifest({ folder: work, ...by })
  mkdirSync(dirname(out), { recursive: true })
  const without = join(folder, 'resources/manifest.json')
  const args = ['--tree', work, '--without', without, '--out', out]
  await ran(process.execPath, [join(project, 'build/release.mjs'), ...args], {
    LOCO_RELEASE_KEY: join(release, 'development.pem'),
    ...process.env,
  })
  rmSync(work, { recursive: true })
}
