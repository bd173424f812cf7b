/** What an installation is made of: `npm run parts [-- --target linux-x64 --tree folder --out folder]`. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { say } from '../console.mjs'
import { project } from '../places.mjs'
import { collectParts } from './collect.mjs'
import { cycloneDx } from './cycloneDx.mjs'
import { partsPage } from './page.mjs'
import { writeTexts } from './texts.mjs'

/**
 * Writes `sbom.cdx.json`, `parts.html` and every licence text (`licences/`) into a folder, which it empties first. The
 * same parts make the same bytes. Without a tree it tells what would ship by the lockfile; with one, what lies in it.
 *
 * @param {{ target: string, tree?: string, out: string }} what target as "linux-x64"; tree as a folder of `versions`
 * @returns {Promise<{ parts: number, texts: number }>} how many were written
 */
export async function writeParts({ target, tree, out }) {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const date = builtAt()
  const parts = distinct(await collectParts({ target, tree }))
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const texts = writeTexts(parts, join(out, 'licences'))
  const known = { version, target, date, parts, texts }
  writeFileSync(join(out, 'sbom.cdx.json'), cycloneDx(known))
  writeFileSync(join(out, 'parts.html'), partsPage(known))
  return { parts: parts.length, texts: new Set([...texts.values()].flat()).size }
}

/** A package that lies in two places with one version is one part: all that asks for it, and all its texts. */
function distinct(parts) {
  const found = new Map()
  for (const part of parts) {
    const before = found.get(part.ref)
    found.set(part.ref, before ? { ...part, ...before, needs: [...before.needs, ...part.needs] } : part)
  }
  return [...found.values()]
}

/** SOURCE_DATE_EPOCH, else when the source was committed: never now, which differs from build to build. */
function builtAt() {
  const { SOURCE_DATE_EPOCH: given } = process.env
  if (given) return new Date(Number(given) * 1000)
  try {
    const seconds = execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return new Date(Number(seconds) * 1000)
  } catch {
    throw new Error(
      'The time of the source is not known here (no git); set SOURCE_DATE_EPOCH to seconds since 1970.',
    )
  }
}

const TARGETS = ['linux-x64', 'win32-x64', 'darwin-arm64']

async function asAsked() {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', default: `${process.platform}-${process.arch}` },
      tree: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { target, tree, out = join(project, 'test-artefacts/parts', target) } = values
  if (!TARGETS.includes(target)) throw new Error(`--target is one of ${TARGETS.join(', ')}, not ${target}`)
  const { parts, texts } = await writeParts({ target, tree, out })
  say(`${parts} parts and ${texts} licence texts of ${target} in ${out}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await asAsked().catch((error) => {
    say(error.message)
    process.exitCode = 1
  })
