import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { megabytes, SetupError, say } from './console.mjs'
import { downloads } from './places.mjs'

/** Runs a command; resolves with its output, rejects with its last words. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    let errors = ''
    child.stdout?.on('data', (d) => (output += d))
    child.stderr?.on('data', (d) => (errors = (errors + d).slice(-4000)))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(lastWords(errors) || `exit ${code}`)),
    )
  })
}

/** What a tool said last, less its pointers to logs and help. */
function lastWords(errors) {
  const lines = errors.split('\n').map((line) => line.replace(/^npm error\s*/, '').trim())
  return lines
    .filter((line) => line !== '' && !/complete log|npm help|^npm warn/.test(line))
    .slice(-3)
    .join(' ')
}

export function sha256Of(path) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256')
    createReadStream(path)
      .on('data', (d) => hash.update(d))
      .on('end', () => resolve(hash.digest('hex')))
      .on('error', reject)
  })
}

/** A wheel from PyPI (or its mirror, as pip is configured), or from the folder of artefacts. Checked by sha256. */
export const fetchWheel = ({ pip, ...wheel }) => fetched(wheel, 'pip', (into) => pipDownload(pip, into))

/** The tarball of a package, as npm is configured, or from the folder of artefacts. Checked by sha256. */
export const fetchTarball = ({ npm, ...tarball }) =>
  fetched(tarball, 'npm', (into) =>
    run('npm', ['pack', '--silent', '--pack-destination', into, npm], { cwd: into }),
  )

/** A file of that name and sha256: the one that lies there, or what `download` puts into the folder it is given. */
export async function fetched({ file, sha256 }, tool, download) {
  const given = process.env.LOCO_ARTEFACTS
  const path = join(given ?? downloads, file)
  if (given && !existsSync(path)) {
    throw new SetupError(
      `${file} is missing`,
      `LOCO_ARTEFACTS is ${given}`,
      'put the file there, or unset LOCO_ARTEFACTS to download it',
    )
  }
  if (!existsSync(path)) await intoDownloads(file, tool, download)
  if (sha256 && (await sha256Of(path)) !== sha256) {
    if (!given) rmSync(path, { force: true })
    throw new SetupError(`${file} is not the file it should be`, 'its sha256 differs', 'fetch it again')
  }
  return path
}

async function intoDownloads(file, tool, download) {
  mkdirSync(downloads, { recursive: true })
  const partial = join(downloads, `${file}.partial`)
  mkdirSync(partial, { recursive: true })
  say(`  fetching ${file}`)
  const watch = setInterval(() => say(`  … ${megabytes(sizeOf(partial))} so far`), 10_000)
  try {
    await download(partial)
  } catch (error) {
    throw new SetupError(
      `${file} could not be fetched`,
      error.message,
      `check the network or the ${tool} mirror, then run the command again`,
    )
  } finally {
    clearInterval(watch)
  }
  renameSync(join(partial, file), join(downloads, file))
  rmSync(partial, { recursive: true, force: true })
}

function pipDownload(pip, into) {
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary=:all:',
    '-d',
    into,
    ...pip,
  ]
  return run('python3', args, { env: { ...process.env, TMPDIR: into } })
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true }).reduce((n, name) => {
    const info = statSync(join(folder, String(name)), { throwIfNoEntry: false })
    return n + (info?.isFile() ? info.size : 0)
  }, 0)
}
