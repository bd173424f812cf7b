import { describe, expect, it } from 'vitest'
import { countRegions } from '../../../../../src/shared/domain/agreement/countRegions.ts'
import { regionsOf } from '../../../../../src/shared/domain/contours.ts'
import { classesPresent } from '../../../../../src/shared/domain/mask.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'
import { blobs } from '../../../../support/blobs.ts'
import { discs } from '../../../../support/discs.ts'

describe('lesions of an encoded mask', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('are those of the decoded one, seed %i', (seed) => {
    const mask = blobs(seed, 50 + seed, 40)
    const wanted = classesPresent(mask).reduce((sum, value) => sum + regionsOf(mask, value).length, 0)
    expect(countRegions(encodeMask(mask))).toBe(wanted)
  })

  it('are none where nothing is marked, and not told of what is no mask', () => {
    expect(countRegions(encodeMask(discs(16)))).toBe(0)
    expect(countRegions(Uint8Array.of(9, 9, 9))).toBeUndefined()
  })
})
