/**
 * `npm run package [-- --only linux-deb,linux-tar,win-setup,win,mac] [--out FOLDER]`: what a hospital is given, made on Linux. The app
 * is set up and built, staged once for each target, and packed; a table at the end says what came out. The same source
 * makes the same bytes.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { megabytes, say } from './console.mjs'
import { sha256Of } from './fetch.mjs'
import { cache, project } from './places.mjs'
import { setUp } from './setup.mjs'
import { stage } from './stage.mjs'
import { targets } from './targets.mjs'

/** Archives have no place for a time zone. */
process.env.TZ = 'UTC'

const { values } = parseArgs({
  options: { only: { type: 'string' }, out: { type: 'string', default: join(project, 'dist') } },
})

/** Each by the name it is asked for with: which target it packs, what its file is called, and how it is made. */
const packages = [
  {
    name: 'linux-deb',
    target: 'linux-x64',
    file: (version) => `loco-studio_${version}_amd64.deb`,
    make: async (given) => (await import('./package/deb.mjs')).makeDeb(given),
  },
  {
    name: 'linux-tar',
    target: 'linux-x64',
    file: (version) => `loco-studio-${version}-linux-x64.tar.zst`,
    make: async (given) => (await import('./package/tar.mjs')).makeTar(given),
  },
  {
    name: 'win-setup',
    target: 'win32-x64',
    file: (version) => `LoCo-Studio-${version}-windows-x64-setup.exe`,
    make: async (given) => (await import('./windows/installer.mjs')).makeInstaller(given),
  },
  {
    name: 'win',
    target: 'win32-x64',
    file: (version) => `LoCo-Studio-${version}-windows-x64.zip`,
    make: async (given) => (await import('./package/zip.mjs')).makeZip({ ...given, name: 'LoCo Studio' }),
  },
  {
    name: 'mac',
    target: 'darwin-arm64',
    file: (version) => `LoCo-Studio-${version}-macos-arm64-untested.zip`,
    make: async (given) => (await import('./package/zip.mjs')).makeZip({ ...given, name: 'LoCo Studio' }),
  },
]

try {
  await packageAll(resolve(values.out))
} catch (error) {
  say(error.message)
  process.exitCode = 1
}

async function packageAll(out) {
  const wanted = asked()
  await setUp({ strict: true })
  // It stands on packages, which are there only now.
  const { buildTime } = await import('./stage/buildTime.mjs')
  const built = buildTime()
  mkdirSync(out, { recursive: true })
  const rows = []
  for (const name of new Set(wanted.map(({ target }) => target))) {
    const tree = join(cache, 'release', name, 'tree')
    const started = Date.now()
    const { version, manifest } = await stage({ target: targets[name], out: tree })
    rows.push({ file: `(staged ${name})`, sha256: manifest, seconds: since(started) })
    for (const { file, make } of wanted.filter(({ target }) => target === name))
      rows.push(await made(join(out, file(version)), (path) => make({ tree, version, built, out: path })))
    rmSync(tree, { recursive: true, force: true })
  }
  say(table(rows))
}

function asked() {
  if (values.only === undefined) return packages
  const names = values.only.split(',')
  const unknown = names.find((name) => packages.every((one) => one.name !== name))
  if (unknown !== undefined)
    throw new Error(
      `There is no package "${unknown}"; there are ${packages.map(({ name }) => name).join(', ')}.`,
    )
  return packages.filter(({ name }) => names.includes(name))
}

async function made(path, make) {
  const started = Date.now()
  say(`Packing ${basename(path)} …`)
  rmSync(path, { force: true })
  await make(path)
  return {
    file: basename(path),
    size: statSync(path).size,
    sha256: await sha256Of(path),
    seconds: since(started),
  }
}

function since(started) {
  return Math.round((Date.now() - started) / 1000)
}

function table(rows) {
  const lines = rows.map(({ file, size, sha256, seconds }) =>
    [file.padEnd(46), (size ? megabytes(size) : '').padStart(9), `${seconds} s`.padStart(7), sha256].join(
      '  ',
    ),
  )
  return lines.join('\n')
}
