import { describe, expect, it } from 'vitest'
import { buildScript } from '../../../support/buildScript.ts'

interface Machine {
  readonly platform: string
  readonly arch: string
}

const { ships } = await buildScript<{ ships(name: string, file: string, target: Machine): boolean }>(
  'stage/trim.mjs',
)
const linux = { platform: 'linux', arch: 'x64' }
const windows = { platform: 'win32', arch: 'x64' }

describe('what of a package ships', () => {
  it.each([
    'LICENSE',
    'licence.txt',
    'LICENSE.md',
    'NOTICE',
    'src/COPYING',
    'ThirdPartyNotices.txt',
    'package.json',
  ])('takes %s along, whatever it is of', (file) => {
    for (const name of ['any', 'sharp', '@tensorflow/tfjs']) expect(ships(name, file, linux)).toBe(true)
  })

  it.each(['index.d.ts', 'lib/a.js.map', 'README.md', 'test/a.js', 'docs/a.js', 'binding.gyp', '.npmignore'])(
    'leaves %s behind',
    (file) => expect(ships('any', file, linux)).toBe(false),
  )

  it.each(['index.js', 'lib/contest/a.js', 'build/a.wasm', 'dist/latest/b.cjs', 'data.json'])(
    'keeps %s',
    (file) => expect(ships('any', file, linux)).toBe(true),
  )

  it('takes native parts of one machine alone', () => {
    const sqlite = ['prebuilds/linux-x64.node', 'prebuilds/win32-x64.node']
    expect(sqlite.filter((file) => ships('better-sqlite3', file, linux))).toEqual([sqlite[0]])
    expect(sqlite.filter((file) => ships('better-sqlite3', file, windows))).toEqual([sqlite[1]])
    expect(ships('onnxruntime-node', 'bin/napi-v6/win32/x64/onnxruntime.dll', windows)).toBe(true)
    expect(ships('onnxruntime-node', 'bin/napi-v6/win32/x64/onnxruntime.dll', linux)).toBe(false)
  })
})
