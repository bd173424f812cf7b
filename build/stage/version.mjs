import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from '../console.mjs'
import { writeParts } from '../parts/writeParts.mjs'
import { project } from '../places.mjs'
import { nameOf } from '../targets.mjs'
import { stageWindowsLaunchers } from '../windows/launchers.mjs'
import { nameProgram } from '../windows/nameProgram.mjs'
import { stageArchive } from './archive.mjs'
import { compileBinding } from './binding.mjs'
import { buildTime } from './buildTime.mjs'
import { stageElectron } from './electron.mjs'
import { copy, filesIn } from './files.mjs'
import { setFuses } from './fuses.mjs'
import { stageLaunchers } from './launchers.mjs'
import { nameMacApp } from './macApp.mjs'
import { writeManifest } from './manifest.mjs'
import { stageMsvcRuntime } from './msvcRuntime.mjs'
import { stagePackages } from './packages.mjs'
import { stageRuntime } from './runtime.mjs'
import { signer } from './signing.mjs'
import { tidy } from './tidy.mjs'

const BINDING = 'app/node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'
/** From the binding's folder to TensorFlow's. */
const RPATH = {
  linux: '$ORIGIN/../../../../../../runtime/tensorflow',
  darwin: '@loader_path/../../../../../../runtime/tensorflow',
}

/** Where a target's version lies below the root, and in it its resources. */
function placesOf({ platform }, version) {
  return platform === 'darwin'
    ? { folder: 'LoCo Studio.app/Contents', resources: 'Resources' }
    : { folder: `versions/${version}`, resources: 'resources' }
}

/** Stages one version below `root`. The manifest comes last: it lists what is there. */
export async function stageVersion({ target, root, version, work }) {
  const { folder, resources } = placesOf(target, version)
  const place = join(root, folder)
  const parts = join(place, resources)
  const electron = await stageElectron({ target, folder: target.platform === 'darwin' ? root : place })
  await setFuses({ path: binaryOf(target, root, place), target, version: electron.version })
  const libraries = librariesOf(target, parts)
  await stageRuntime({ target, folder: join(parts, 'runtime'), libraries })
  await stageApp({ target, parts, libraries, version, work })
  const archive = join(parts, 'app.asar')
  if (target.platform === 'darwin') await nameMacApp({ app: dirname(place), version })
  else if (target.platform === 'win32')
    await nameProgram({ file: binaryOf(target, root, place), version, archive })
  await writeParts({ target: nameOf(target), tree: place, out: join(parts, 'parts') })
  const signing = signer()
  if (signing.kind === 'development') say('  signed with a development key: the app will say so')
  writeFileSync(join(parts, 'keys.json'), `${JSON.stringify(signing.keys, null, 1)}\n`)
  const built = buildTime()
  const manifest = await writeManifest({
    folder: place,
    resources,
    platform: nameOf(target),
    version,
    built,
    signer: signing,
  })
  if (target.platform === 'linux') stageLaunchers({ root, version })
  else if (target.platform === 'win32') await stageWindowsLaunchers({ root, version })
  tidy(root, built)
  return { folder: place, resources: parts, electron, manifest }
}

/** Windows looks beside the binding first; the others are told a place by the binding. */
function librariesOf({ platform }, parts) {
  return platform === 'win32' ? dirname(join(parts, BINDING)) : join(parts, 'runtime/tensorflow')
}

function binaryOf({ platform, executable }, root, place) {
  return platform === 'darwin' ? join(root, 'LoCo Studio.app') : join(place, executable)
}

/** The app: the archive that Electron runs, and the folder that Node runs, with packages and TensorFlow's binding. */
async function stageApp({ target, parts, libraries, version, work }) {
  const built = join(project, 'out')
  const about = aboutApp(version)
  await stageArchive({ target, built, about, out: join(parts, 'app.asar'), work })
  const app = join(parts, 'app')
  for (const file of filesIn(built).filter((name) => !name.startsWith('preload/')))
    copy(join(built, file), join(app, 'out', file))
  writeFileSync(join(app, 'package.json'), about)
  const main = join(built, 'main')
  await stagePackages({
    target,
    entries: filesIn(main).map((file) => join(main, file)),
    folder: join(app, 'node_modules'),
    work: join(work, 'packages'),
  })
  if (target.platform === 'win32') await stageMsvcRuntime({ packages: join(app, 'node_modules') })
  await compileBinding({
    target: nameOf(target),
    tensorflowFolder: libraries,
    out: join(parts, BINDING),
    rpath: RPATH[target.platform],
  })
}

/** The `package.json` that ships: what the app is, and nothing of how it is built. */
function aboutApp(version) {
  const { name, description, license, author, type, main } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  )
  const about = { name, productName: 'LoCo Studio', version, description, license, author, type, main }
  return `${JSON.stringify(about, null, 1)}\n`
}
