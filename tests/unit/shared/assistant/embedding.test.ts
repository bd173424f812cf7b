import { expect, it } from 'vitest'
import { scaled } from '../../../../src/shared/assistant/embedding.ts'

it('the encoder sees every frame with a longer side of 1024 px, and none without pixels', () => {
  expect(scaled({ width: 50, height: 40 })).toEqual({ width: 1024, height: 819 })
  expect(scaled({ width: 8000, height: 6000 })).toEqual({ width: 1024, height: 768 })
  expect(scaled({ width: 288, height: 384 })).toEqual({ width: 768, height: 1024 })
  expect(scaled({ width: 5000, height: 1 })).toEqual({ width: 1024, height: 1 })
})
