import { join } from 'node:path'
import { sha256File } from '../files/durableFile.ts'
import { filesOfVersion } from './filesOfVersion.ts'
import type { Manifest } from './manifest.ts'

/** A manifest of all that lies in a version's folder; `about` is what its files do not say. */
export async function makeManifest(
  folder: string,
  about: Omit<Manifest, 'files' | 'name'>,
): Promise<Manifest> {
  const files: Manifest['files'] = []
  for (const { path, size, executable } of await filesOfVersion(folder))
    files.push({ path, size, sha256: await sha256File(join(folder, path)), executable })
  return { name: 'LoCo Studio', ...about, files }
}
