import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildScript } from '../../support/buildScript.ts'
import { hasDebian } from '../../support/places.ts'
import { temporaryFolder } from '../../support/TestStudy.ts'

interface Packing {
  readonly tree: string
  readonly built: Date
  readonly out: string
}

const { makeTar } = await buildScript<{ makeTar(packing: Packing): Promise<void> }>('package/tar.mjs')
const { makeZip } = await buildScript<{ makeZip(packing: Packing & { name: string }): Promise<void> }>(
  'package/zip.mjs',
)
const { tidy } = await buildScript<{ tidy(folder: string, time: Date): void }>('stage/tidy.mjs')

const place = temporaryFolder()
const built = new Date('2026-01-02T03:04:05Z')

/** The same tree, written in another order and at another time. */
function treeOf(name: string, files: readonly string[]): string {
  const tree = join(place.path, name, 'tree')
  for (const file of files) {
    mkdirSync(join(tree, file, '..'), { recursive: true })
    writeFileSync(join(tree, file), file, { mode: file.endsWith('sh') ? 0o744 : 0o600 })
    utimesSync(join(tree, file), Math.random() * 1e9, Math.random() * 1e9)
  }
  symlinkSync('a.sh', join(tree, 'link'))
  tidy(tree, built)
  return tree
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('archives', () => {
  const files = ['a.sh', 'b/c.txt', 'b/ä 喉.txt', 'd']
  const trees = [treeOf('first', files), treeOf('second', files.toReversed())]
  afterAll(() => place.remove())

  const makers = [
    ['zip', (tree: string, out: string) => makeZip({ tree, name: 'LoCo', built, out }), true],
    ['tar.zst', (tree: string, out: string) => makeTar({ tree, built, out }), hasDebian],
  ] as const
  it.each(makers.filter(([, , can]) => can))('%s of one source are one file', async (name, make) => {
    const hashes = []
    for (const [n, tree] of trees.entries()) {
      const out = join(place.path, `${String(n)}.${name}`)
      await make(tree, out)
      hashes.push(hashOf(out))
    }
    expect(hashes[0]).toBe(hashes[1])
  })
})
