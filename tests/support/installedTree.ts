import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installationIn } from '../../src/main/install/Installation.ts'
import { newKeyPair } from '../../src/main/install/keys.ts'
import { makeManifest } from '../../src/main/install/makeManifest.ts'
import {
  canonicalManifest,
  MANIFEST,
  type Manifest,
  SIGNATURE,
  signManifest,
} from '../../src/main/install/manifest.ts'
import { writeUpdate } from '../../src/main/install/writeUpdate.ts'

/** Whoever releases LoCo Studio, and somebody who would like to. */
export const maker = newKeyPair({ id: 'maker', name: 'Maker', kind: 'release' })
export const stranger = newKeyPair({ id: 'stranger', name: 'Stranger', kind: 'release' })

export type About = Partial<Omit<Manifest, 'files' | 'name'>> & { readonly version: string }

/** Files of a version as packaging lays them out, small; `loco.js` says which version it is. */
const filesOf = (version: string): Record<string, string> => ({
  'loco-studio': `the window of ${version}`,
  'resources/app.asar': `its pages in ${version}`,
  'resources/app/package.json': JSON.stringify({ name: 'loco-studio', version }),
  'resources/app/out/main/loco.js': `process.stdout.write('${version}')`,
  'resources/app/out/main/engine.js': `// engine of ${version}`,
  'resources/app/out/main/trainer.js': '// learns as ever',
  'resources/app/node_modules/sharp/index.js': '// as ever',
  'resources/app/node_modules/sharp/Ünï 名.js': '// as ever, under a name of its own',
  'resources/runtime/node/bin/node': 'a large program, as ever '.repeat(5000),
  'resources/runtime/tensorflow/lib/libtensorflow.so.2': 'sums, as ever '.repeat(9000),
  'resources/runtime/assist/encoder.onnx': 'looks, as ever',
  'resources/keys.json': JSON.stringify([maker.publicKey]),
  'resources/parts/parts.html': '<p>parts</p>',
  'resources/empty.txt': '',
})

/** Lays a version out in a folder and signs it. */
export async function stagedVersion(
  folder: string,
  about: About,
  {
    privateKey,
    keyId,
    files = {},
  }: { privateKey?: string; keyId?: string; files?: Record<string, string> } = {},
): Promise<string> {
  for (const [path, content] of Object.entries({ ...filesOf(about.version), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const mode = path === 'loco-studio' || path.endsWith('bin/node') ? 0o755 : 0o644
    writeFileSync(join(folder, path), content, { mode })
  }
  const manifest = await makeManifest(folder, {
    platform: 'linux-x64',
    dataFormat: 130,
    lowestDataFormat: 10,
    built: '2026-11-28T00:00:00.000Z',
    ...about,
  })
  const bytes = canonicalManifest(manifest)
  writeFileSync(join(folder, MANIFEST), bytes)
  writeFileSync(
    join(folder, SIGNATURE),
    signManifest(bytes, privateKey ?? maker.privateKey, keyId ?? 'maker'),
  )
  return folder
}

/** An installation with one version. */
export async function installed(root: string, version = '0.1.0') {
  const folder = await stagedVersion(join(root, 'versions', version), { version })
  writeFileSync(join(root, 'current.txt'), `${version}\n`)
  return installationIn(folder)
}

/** An update made of a version that is laid out for it. */
export async function updateTo(
  place: string,
  about: About,
  options: Parameters<typeof stagedVersion>[2] & { without?: Manifest } = {},
): Promise<string> {
  const name = `${about.version}-${Object.keys(options).join('')}${about.platform ?? ''}`
  const folder = await stagedVersion(join(place, name), about, options)
  const file = join(place, `${name}.locoupdate`)
  await writeUpdate(folder, file, options.without)
  return file
}

/** What the version says of itself that is started now, as a launcher finds it. */
export function startedVersion(root: string): string {
  const current = readFileSync(join(root, 'current.txt'), 'utf8').trim()
  const entry = join(root, 'versions', current, 'resources/app/out/main/loco.js')
  const { stdout, stderr } = spawnSync(process.execPath, [entry], { encoding: 'utf8' })
  return stdout || stderr
}
