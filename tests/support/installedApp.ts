import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { SCHEMA_VERSION } from '../../src/main/engine/store/migrations/index.ts'
import { type Installation, installationIn } from '../../src/main/install/Installation.ts'
import { makeManifest } from '../../src/main/install/makeManifest.ts'
import { canonicalManifest, MANIFEST, SIGNATURE, signManifest } from '../../src/main/install/manifest.ts'
import { maker } from './installedTree.ts'
import { electronPath, project } from './places.ts'

/** Writes a mark and ends: what an update has started in place of Electron's binary. */
const PROGRAM = '#!/bin/sh\necho "$0" > "$(dirname "$0")/../../started.txt"\n'

/**
 * The app as built, laid out and signed as a version of an installation. npm packages are found above it, the Node that runs
 * this stands in for the bundled one, and a script for Electron's binary.
 */
export async function appVersion(root: string, version: string): Promise<Installation> {
  const folder = join(root, 'versions', version)
  const at = (...names: string[]) => join(folder, 'resources', ...names)
  mkdirSync(at('runtime/node/bin'), { recursive: true })
  symlinkSync(process.execPath, at('runtime/node/bin/node'))
  cpSync(join(project, 'out'), at('app/out'), { recursive: true })
  writeFileSync(
    at('app/package.json'),
    JSON.stringify({ name: 'loco-studio', version, main: 'out/main/index.js' }),
  )
  writeFileSync(at('keys.json'), JSON.stringify([maker.publicKey]))
  writeFileSync(join(folder, 'electron'), PROGRAM, { mode: 0o755 })
  const manifest = await makeManifest(folder, {
    version,
    platform: 'linux-x64',
    dataFormat: SCHEMA_VERSION,
    lowestDataFormat: 10,
    built: '2026-11-28T00:00:00.000Z',
  })
  const bytes = canonicalManifest(manifest)
  writeFileSync(join(folder, MANIFEST), bytes)
  writeFileSync(join(folder, SIGNATURE), signManifest(bytes, maker.privateKey, 'maker'))
  return installationIn(folder)
}

/** An installation of that app, with its packages. */
export async function installedApp(root: string, version: string): Promise<Installation> {
  const installation = await appVersion(root, version)
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'current.txt'), `${version}\n`)
  return installation
}

/** The desktop app of an installed version, with its data in a folder. */
export const startInstalled = ({ folder }: Installation, home: string): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: electronPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${join(home, 'electron')}`,
      join(folder, 'resources/app'),
    ],
    env: { ...(process.env as Record<string, string>), LOCO_NODE: process.execPath, LOCO_DATA_HOME: home },
  })
