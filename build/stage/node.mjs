import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fetchTarball, run } from '../fetch.mjs'
import { nodeFile } from '../targets.mjs'

/** Puts a target's Node into `folder`, as `bin/node` or `bin/node.exe`, and where it has one its licence. */
export async function stageNode({ target, folder }) {
  const tarball = await fetchTarball(target.node)
  const place = `${folder}.unpacking`
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1'])
  const binary = join(folder, nodeFile(target))
  mkdirSync(dirname(binary), { recursive: true })
  renameSync(join(place, nodeFile(target)), binary)
  chmodSync(binary, 0o755)
  rmSync(place, { recursive: true, force: true })
}
