import { describe, expect, it } from 'vitest'
import { targets } from '../../../../build/targets.mjs'

interface Download {
  readonly file: string
  readonly sha256?: string
}

describe('targets', () => {
  it.each(Object.entries(targets))('%s has a hash for all that it fetches', (_, target) => {
    const parts: Record<string, unknown> = { ...target }
    const tensorflow = target.tensorflow as { readonly wheel?: Download }
    const downloads = [parts['node'], parts['electron'], tensorflow.wheel] as (Download | undefined)[]
    for (const download of downloads) if (download) expect(download.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(downloads[0]).toBeDefined()
  })

  it.each(Object.entries(targets))('%s runs a Node that is new enough', (_, target) => {
    const [major = 0, minor = 0] = target.node.version.split('.').map(Number)
    expect(major > 22 || (major === 22 && minor >= 14)).toBe(true)
  })
})
