import { describe, expect, it } from 'vitest'
import { buildScript } from '../../../support/buildScript.ts'

interface Download {
  readonly file: string
  readonly sha256?: string
}
interface Target {
  readonly node: Download & { readonly version: string }
  readonly electron?: Download
  readonly tensorflow: { readonly wheel?: Download }
}

const { targets } = await buildScript<{ targets: Readonly<Record<string, Target>> }>('targets.mjs')

describe('targets', () => {
  it.each(Object.entries(targets))('%s has a hash for all that it fetches', (_, target) => {
    for (const download of [target.node, target.electron, target.tensorflow.wheel])
      if (download) expect(download.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each(Object.entries(targets))('%s runs a Node that is new enough', (_, { node }) => {
    const [major = 0, minor = 0] = node.version.split('.').map(Number)
    expect(major > 22 || (major === 22 && minor >= 14)).toBe(true)
  })
})
