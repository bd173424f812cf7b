import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import zh from '../../../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { whyText } from '../../../../../src/renderer/ui/queue/whyText.ts'
import type { Why } from '../../../../../src/shared/contract/queue.ts'

const classes = ['normal', 'benign', 'malignant'].map((name) => ({ name, colour: '#000000' }))
const texts = i18next.createInstance()
beforeAll(() => texts.init({ resources: { en: { translation: en }, zh: { translation: zh } } }))

const said = (why: Why, language = 'en') => whyText(texts.getFixedT(language), why, classes)

describe('why a frame is worth a label', () => {
  it.each([
    [
      { name: 'torn', share: 0.144, between: [1, 2] },
      'Benign or malignant? The model is torn on 14 % of the lesion',
    ],
    [{ name: 'netsDiffer', share: 0.3 }, 'The model contradicts itself on 30 % of the lesion'],
    [{ name: 'unlike' }, 'Looks like nothing labelled so far'],
    [{ name: 'newPatient' }, 'No frame of this patient is labelled yet'],
    [{ name: 'fewOfPatient', labelled: 1 }, 'Only 1 frame of this patient is labelled'],
    [{ name: 'fewOfPatient', labelled: 4 }, '4 frames of this patient are labelled so far'],
    [{ name: 'fewOfLight', modality: 'NBI' }, 'Few frames in NBI are labelled so far'],
    [{ name: 'fewOfLight', modality: 'other' }, 'Few frames in another light are labelled so far'],
    [{ name: 'lesion', class: 2 }, 'The model marks malignant here'],
    [{ name: 'rare', class: 2 }, 'The model marks malignant here, which few labelled frames show'],
  ] as const satisfies readonly (readonly [Why, string])[])('%o', (why, sentence) => {
    expect(said(why)).toBe(sentence)
  })

  it.each(['begun', 'unsure', 'edge'] as const)('%s has a sentence in both languages', (name) => {
    expect(said({ name })).not.toContain('queue.')
    expect(said({ name }, 'zh')).toMatch(/\p{Script=Han}/u)
  })
})
