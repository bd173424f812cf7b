import { join } from 'node:path'
import { expect, it } from 'vitest'
// @ts-expect-error: a script of the build, which has no types
import { peExports } from '../../../build/stage/peExports.mjs'

const packages = join(import.meta.dirname, '../../../node_modules')

it('names what a DLL exports', () => {
  expect(peExports(join(packages, 'better-sqlite3/prebuilds/win32-x64.node'))).toEqual([
    'napi_register_module_v1',
    'node_api_module_get_api_version_v1',
  ])
})

it('says of another file that it is no DLL', () => {
  expect(() => peExports(join(packages, 'better-sqlite3/prebuilds/linux-x64.node'))).toThrow('is no DLL')
})
