import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildScript } from '../../../support/buildScript.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const { stageLaunchers } = await buildScript<{
  stageLaunchers(what: { root: string; version: string }): void
}>('stage/launchers.mjs')

const place = temporaryFolder()
const root = join(place.path, 'Programme ä 喉')
const version = join(root, 'versions/1.2.3')
const node = join(version, 'resources/runtime/node/bin')

/** Stands where Node stands, and says how it was started. */
const TELLS = '#!/bin/sh\nprintf "%s|" "$@"\nprintf "%s" "$NODE_OPTIONS"\n'

describe.skipIf(process.platform === 'win32')('launchers of Linux', () => {
  mkdirSync(node, { recursive: true })
  writeFileSync(join(node, 'node'), TELLS, { mode: 0o755 })
  stageLaunchers({ root, version: '1.2.3' })
  afterAll(() => place.remove())

  it('start the version that is current, wherever a link to them lies', () => {
    const link = join(place.path, 'loco')
    symlinkSync(join(root, 'loco'), link)
    const env = { ...process.env, NODE_OPTIONS: '--no-warnings' }
    const said = execFileSync(link, ['study', 'a b'], { encoding: 'utf8', env }).split('|')
    expect(said).toEqual([
      '--max-semi-space-size=8',
      join(version, 'resources/app/out/main/loco.js'),
      'study',
      'a b',
      '',
    ])
  })

  it.each(['loco', 'loco-studio'])('say in one sentence what is missing: %s', (name) => {
    writeFileSync(join(root, 'current.txt'), '9.9.9\n')
    const { status, stderr } = spawnSync(join(root, name), { encoding: 'utf8' })
    writeFileSync(join(root, 'current.txt'), '1.2.3\n')
    expect(status).toBe(1)
    expect(stderr).toBe(`LoCo Studio is not complete in ${root}: install or unpack it again.\n`)
  })
})
