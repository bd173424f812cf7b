import { describe, expect, it } from 'vitest'
import { buildScript } from '../../../support/buildScript.ts'

type Packages = Readonly<Record<string, object>>
interface Closure {
  closureOf(lock: object, roots: readonly string[]): { packages: Packages }
  isNamed(name: string, source: string): boolean
  packagesNamed(dependencies: readonly string[], sources: readonly string[]): string[]
  placeOf(packages: Packages, from: string, name: string): string | undefined
}

const { closureOf, isNamed, packagesNamed, placeOf } = await buildScript<Closure>('stage/closure.mjs')

const lock = {
  name: 'app',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '^1', shown: '^1' }, optionalDependencies: { native: '^1' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '^1' }, peerDependencies: { c: '*' } },
    'node_modules/a/node_modules/b': { version: '1.1.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': {
      version: '1.0.0',
      dependencies: { b: '^2' },
      peerDependencies: { unwanted: '*' },
      peerDependenciesMeta: { unwanted: { optional: true } },
    },
    'node_modules/native': { version: '1.0.0', optionalDependencies: { 'native-x64': '1.0.0' } },
    'node_modules/native-x64': { version: '1.0.0', os: ['linux'], cpu: ['x64'] },
    'node_modules/shown': { version: '1.0.0' },
    'node_modules/unwanted': { version: '1.0.0' },
  },
}

describe('packages that ship', () => {
  it('are those that code names', () => {
    const sources = ['require("a/part")', "await import('native')", 'const shown = 1', '"ab"']
    expect(packagesNamed(['a', 'b', 'shown', 'native'], sources)).toEqual(['a', 'native'])
    expect(isNamed('a', 'require("a-b")')).toBe(false)
  })

  it('bring what they ask for, each from where Node finds it, and parts of every machine', () => {
    const { packages } = closureOf(lock, ['a', 'native'])
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
      'node_modules/c',
      'node_modules/native',
      'node_modules/native-x64',
    ])
    expect(packages['']).toMatchObject({ dependencies: { a: '^1', native: '^1' } })
  })

  it('are looked for from the inside out', () => {
    expect(placeOf(lock.packages, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b')
    expect(placeOf(lock.packages, 'node_modules/a/node_modules/b', 'c')).toBe('node_modules/c')
    expect(placeOf(lock.packages, 'node_modules/c', 'b')).toBe('node_modules/b')
    expect(placeOf(lock.packages, 'node_modules/c', 'nowhere')).toBeUndefined()
  })
})
