import { expect, it } from 'vitest'
import en from '../../../src/renderer/app/texts/en.json' with { type: 'json' }
import { tools } from '../../../src/renderer/editor/tools/index.ts'

it('each tool has a word for itself, and a hint where it has no size to set', () => {
  const { tools: names } = en.annotate
  const hints: Readonly<Record<string, string>> = en.annotate.hint
  for (const { id, sized } of tools) {
    expect(names[id]).not.toBe('')
    if (!sized) expect(hints[id], id).toBeTypeOf('string')
  }
})
