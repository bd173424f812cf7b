import { join } from 'node:path'
import { fetchWheel } from '../fetch.mjs'
import { unzip } from '../unzip.mjs'

/** What the binding is compiled against. */
const HEADER = /^tensorflow\/include\/((tensorflow\/(c|core\/platform)|tsl\/platform|xla\/tsl\/c)\/.*\.h)$/

/**
 * Unpacks TensorFlow's libraries and headers from a wheel into `folder`; returns the wheel's path, for who wants to throw it
 * away. Without `headers` the libraries come alone.
 */
export async function unpackTensorflow({ wheel, libraries, folder, headers = true }) {
  const path = await fetchWheel(wheel)
  const wanted = (name) => {
    const header = headers ? HEADER.exec(name) : null
    if (header) return join('include', header[1])
    return libraries.find((library) => name === `tensorflow/${library}`)
  }
  await unzip(path, folder, wanted, 'unpacking TensorFlow')
  return path
}
