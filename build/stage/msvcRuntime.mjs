import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artefacts } from '../artefacts.mjs'
import { fetchWheel } from '../fetch.mjs'
import { unzip } from '../unzip.mjs'

/** What ONNX Runtime's library asks Windows for. */
const WANTED = ['msvcp140', 'msvcp140_1', 'msvcp140_atomic_wait', 'vcruntime140', 'vcruntime140_1']

/**
 * Puts Microsoft's C++ runtime beside ONNX Runtime's library, where Windows looks first: a PC need not have it, and a user
 * without rights cannot install it. TensorFlow brings its own, beside the binding.
 */
export async function stageMsvcRuntime({ packages }) {
  const folder = libraryIn(join(packages, 'onnxruntime-node'))
  if (!folder) return
  const wheel = await fetchWheel(artefacts.msvcRuntime)
  const wanted = (name) =>
    WANTED.map((library) => `${library}.dll`).find((file) => name.endsWith(`/data/Scripts/${file}`))
  await unzip(wheel, folder, wanted, "unpacking Microsoft's C++ runtime")
}

/** The folder of ONNX Runtime's library for Windows, if the package is there. */
function libraryIn(folder) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
  const library = files.find((file) => file.endsWith('onnxruntime.dll'))
  return library && join(folder, dirname(library))
}
