import { lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrations, SCHEMA_VERSION } from '../../src/main/engine/store/migrations/index.ts'
import { canonicalManifest, signManifest } from '../../src/main/install/manifest.ts'
import { sha256Of } from '../fetch.mjs'
import { filesIn } from './files.mjs'

const LOWEST = Math.min(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))

/** Writes down every file of a version's folder, and signs it: `resources/manifest.json` and `.sig`. Returns the sha256. */
export async function writeManifest({ folder, resources, platform, version, built, signer }) {
  const manifest = join(folder, resources, 'manifest.json')
  const files = []
  for (const path of filesIn(folder)) {
    const info = lstatSync(join(folder, path))
    if (!info.isFile()) continue
    files.push({
      path,
      size: info.size,
      sha256: await sha256Of(join(folder, path)),
      executable: (info.mode & 0o100) !== 0,
    })
  }
  const bytes = canonicalManifest({
    name: 'LoCo Studio',
    version,
    platform,
    dataFormat: SCHEMA_VERSION,
    lowestDataFormat: LOWEST,
    built: built.toISOString(),
    files,
  })
  writeFileSync(manifest, bytes)
  writeFileSync(join(folder, resources, 'manifest.sig'), signManifest(bytes, signer.privateKey, signer.id))
  return sha256Of(manifest)
}
