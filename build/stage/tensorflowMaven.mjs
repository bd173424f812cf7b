import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { artefacts } from '../artefacts.mjs'
import { fetched } from '../fetch.mjs'
import { unzip } from '../unzip.mjs'

/** Where Maven Central is asked; a site with a mirror of it names that. */
const repository = () => process.env.LOCO_MAVEN ?? 'https://repo.maven.apache.org/maven2'

/** Of the jar: the library, what it needs of Microsoft's C++ (Windows 10 has the rest), and the licence. */
const wanted = ['tensorflow.dll', 'msvcp140.dll', 'vcruntime140.dll', 'vcruntime140_1.dll']

/**
 * Unpacks TensorFlow for Windows into `folder`, 244 MB: the C library without Python, which the wheels of PyPI lack. The
 * folder must be the binding's own: Windows looks there before anywhere else, so that neither an old C++ runtime in
 * System32 nor another program's tensorflow.dll on PATH is taken for it, and no process needs a variable set.
 */
export async function unpackWindowsTensorflow(folder) {
  const jar = await fetched(artefacts.tensorflowWindows, 'Maven', fromMaven)
  await unzip(jar, folder, (name) => placeOf(name.split('/').at(-1)), 'unpacking TensorFlow for Windows')
}

function placeOf(name) {
  if (wanted.includes(name)) return name
  return name === 'LICENSE' ? 'LICENSE.tensorflow.txt' : undefined
}

async function fromMaven(into) {
  const { path, file } = artefacts.tensorflowWindows
  const address = `${repository()}/${path}/${file}`
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${new URL(address).host} answered ${answer.status}`)
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(join(into, file)))
}
