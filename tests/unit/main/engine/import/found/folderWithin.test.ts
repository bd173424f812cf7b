import { describe, expect, it } from 'vitest'
import { folderWithin } from '../../../../../../src/main/engine/import/found/folderWithin.ts'

describe("a frame's folder", () => {
  it('tells nothing of its patient where it says only that images lie in it', () => {
    const names = ['images', 'Image', 'imgs', 'img', 'frames', 'frame', 'original', 'Originals']
    for (const name of names) {
      expect(folderWithin(name)).toBe('')
      expect(folderWithin(`${name}/P07/left`)).toBe('P07/left')
    }
  })

  it('tells its patient else', () => {
    expect(folderWithin('P07')).toBe('P07')
    expect(folderWithin('P07/images')).toBe('P07/images')
    expect(folderWithin('../images/P07')).toBe('P07')
    expect(folderWithin('originality')).toBe('originality')
  })
})
