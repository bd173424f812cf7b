import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { afterAll, expect, it } from 'vitest'
import { buildScript } from '../../../support/buildScript.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const { nameMacApp } = await buildScript<{
  nameMacApp(what: { app: string; version: string }): Promise<void>
}>('stage/macApp.mjs')

const place = temporaryFolder()
afterAll(() => place.remove())

const list = (entries: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${entries}</dict></plist>`
const named = (name: string) =>
  `<key>CFBundleExecutable</key>\n<string>${name}</string><key>CFBundleName</key><string>Electron</string>`
const OTHERS = `${named('Other')}<key>CFBundleIconFile</key><string>other.icns</string>
<key>NSCameraUsageDescription</key><string>It wants the camera.</string>
<key>NSAppTransportSecurity</key><dict><key>NSAllowsArbitraryLoads</key><true/><key>of</key><dict><key>a</key><true/></dict></dict>
<key>NSHighResolutionCapable</key><true/>`

/** A bundle as Python reads it, which knows the format. */
function listOf(contents: string): unknown {
  const read = 'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))'
  const { stdout, stderr } = spawnSync('python3', ['-c', read, join(contents, 'Info.plist')], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

function bundle(app: string, name: string, entries: string): void {
  for (const folder of ['MacOS', 'Resources', 'Frameworks'])
    mkdirSync(join(app, 'Contents', folder), { recursive: true })
  writeFileSync(join(app, 'Contents/MacOS', name), '')
  writeFileSync(join(app, 'Contents/Info.plist'), list(entries))
}

it('makes a bundle of another name ours, with the hash that Electron starts by', async () => {
  const app = join(place.path, 'LoCo Studio.app')
  bundle(app, 'Other', OTHERS)
  writeFileSync(join(app, 'Contents/Resources/other.icns'), '')
  const helper = join(app, 'Contents/Frameworks/Other Helper (GPU).app')
  bundle(helper, 'Other Helper (GPU)', named('Other Helper (GPU)'))
  mkdirSync(join(place.path, 'source'))
  writeFileSync(join(place.path, 'source/index.js'), '1')
  await createPackage(join(place.path, 'source'), join(app, 'Contents/Resources/app.asar'))

  await nameMacApp({ app, version: '1.2.3' })

  expect(listOf(join(app, 'Contents'))).toEqual({
    CFBundleName: 'LoCo Studio',
    CFBundleDisplayName: 'LoCo Studio',
    CFBundleExecutable: 'LoCo Studio',
    CFBundleIdentifier: 'studio.loco',
    CFBundleVersion: '1.2.3',
    CFBundleShortVersionString: '1.2.3',
    CFBundleIconFile: 'loco-studio.icns',
    ElectronAsarIntegrity: {
      'Resources/app.asar': { algorithm: 'SHA256', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    NSAppTransportSecurity: { NSAllowsArbitraryLoads: false },
    NSHighResolutionCapable: true,
  })
  expect(readdirSync(join(app, 'Contents/MacOS'))).toEqual(['LoCo Studio'])
  expect(readdirSync(join(app, 'Contents/Resources')).sort()).toEqual(['app.asar', 'loco-studio.icns'])
  const ours = join(app, 'Contents/Frameworks/LoCo Studio Helper (GPU).app/Contents')
  expect(listOf(ours)).toMatchObject({
    CFBundleExecutable: 'LoCo Studio Helper (GPU)',
    CFBundleIdentifier: 'studio.loco.helper.GPU',
  })
  expect(existsSync(join(ours, 'MacOS/LoCo Studio Helper (GPU)'))).toBe(true)
})
