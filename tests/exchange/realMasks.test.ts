import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { hasImages, images, project } from '../support/places.ts'

const sets = [
  { name: 'kvasir-seg', what: 'Kvasir-SEG, JPEG masks with ringing', how: 'white', classes: 2, files: 100 },
  { name: 'cvc-clinicdb', what: 'CVC-ClinicDB, RGB masks with residue', how: 'white', classes: 2, files: 56 },
  { name: 'vocalfolds', what: 'vocalfolds, seven values', how: 'values', classes: 7, files: 75 },
] as const

describe.skipIf(!hasImages || !pythonHas('PIL', 'numpy'))('masks of real sets', () => {
  const here = importing()
  const { at } = here

  it.each(sets)(
    '$what: what Pillow reads',
    { timeout: 240_000 },
    async ({ name, what, how, classes, files }) => {
      const oracle = join(project, 'tests/oracles/real_masks.py')
      const { status, stderr } = spawnSync(python, [oracle, join(images, name, 'masks'), at('truth'), how])
      expect(status, stderr.toString()).toBe(0)
      await here.begin(Array.from({ length: classes }, (_, i) => `class ${i}`))
      expect(await here.bring(join(images, name))).toMatchObject({ added: files, masks: files, rejected: [] })
      let differing = 0
      for (const [stem, mask] of await here.masks())
        differing += pixelsThatDiffer(mask.data, readFileSync(at('truth', stem)))
      exchangeRow({
        format: what,
        direction: 'in',
        other: 'Pillow',
        what: how,
        files,
        differing,
        sentence: '',
      })
      expect(differing).toBe(0)
    },
  )
})
