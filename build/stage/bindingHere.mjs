import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../fetch.mjs'
import { project } from '../places.mjs'

/**
 * Compiles tfjs's binding for this machine alone, with its own compiler: 15 s, where the one that serves all machines takes
 * minutes the first time. It finds the libraries where they lie now.
 */
export async function compileBindingHere({
  tensorflowFolder,
  libraries,
  out,
  rpath = tensorflowFolder,
  include = join(tensorflowFolder, 'include'),
}) {
  const source = join(project, 'node_modules/@tensorflow/tfjs-node-gpu/binding')
  const napi = join(project, 'node_modules/node-api-headers/include')
  mkdirSync(dirname(out), { recursive: true })
  const args = [
    '-O2',
    '-shared',
    '-fPIC',
    '-std=c++17',
    '-DNAPI_VERSION=8',
    `-I${napi}`,
    `-I${include}`,
    join(source, 'tfjs_backend.cc'),
    join(source, 'tfjs_binding.cc'),
    '-o',
    `${out}.new`,
    `-L${tensorflowFolder}`,
    ...libraries.map((name) => `-l:${name}`),
    `-Wl,-rpath,${rpath}`,
  ]
  await run('g++', args)
  // Renamed, not copied over: a trainer may be running on the old one.
  renameSync(`${out}.new`, out)
}
