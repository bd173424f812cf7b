import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownersByManifest } from '../../../../../../src/main/engine/import/found/manifest.ts'
import { temporaryFolder } from '../../../../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

const ownersIn = (rows: readonly string[], files: readonly string[]) => {
  const path = join(place.path, 'manifest.csv')
  writeFileSync(path, ['file,patient', ...rows].join('\n'))
  return ownersByManifest({ path, column: undefined, files })
}

describe('a table of patients', () => {
  it('tells frames of one name by their folders', async () => {
    const rows = ['P1/001.png,Ann', 'P2\\001.png,Bo', 'set/P3/002.png,Cy', '003,Di']
    const files = ['images/P1/001.png', 'images/P2/001.png', '002.jpg', 'P9/003.png', '001.png', 'P4/001.png']
    const owners = await ownersIn(rows, files)
    expect(owners).toEqual([['Ann', '1'], ['Bo', '1'], ['Cy', '1'], ['Di', '1'], undefined, undefined])
  })

  it('takes names as other systems write them, and the last of two rows for one file', async () => {
    expect(await ownersIn(['caf\u00e9,Ann', 'a,Bo', 'a,Cy'], ['cafe\u0301.png', 'a.png'])).toEqual([
      ['Ann', '1'],
      ['Cy', '1'],
    ])
  })
})
