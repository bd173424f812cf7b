import { describe, expect, it } from 'vitest'
import { methodKinds } from '../../../../../src/shared/trainer/methods/index.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

describe.skipIf(!hasTensorFlow)('a method', () => {
  it.each(methodKinds.map(({ name, usesUnlabelled }) => [name, usesUnlabelled] as const))(
    'called %s wants to see unlabelled frames where its kind says that it uses them: %s',
    async (method, usesUnlabelled) => {
      const { viewsOf } = await import('../../../../../src/main/trainer/methods/index.ts')
      expect(viewsOf(settingsFrom('cpu', { method })).unlabelled !== undefined).toBe(usesUnlabelled)
    },
  )
})
