import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../../../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import zh from '../../../../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import {
  actionName,
  acts,
  sentenceOf,
} from '../../../../../../src/renderer/features/review/trail/sentence.ts'
import type { TrailRow } from '../../../../../../src/shared/contract/trail.ts'

beforeAll(() =>
  i18next.init({
    lng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, zh: { translation: zh } },
  }),
)

const row = (action: string, more: Partial<TrailRow> = {}): TrailRow => ({
  ...{ seq: 1, at: '2026-11-28T09:00:00Z', actor: 'anna', action, subject: 'frame:7', detail: '{}' },
  ...{ frame: { id: 7, name: 'frame-07.png' }, examination: null, mask: null },
  ...more,
})
const told = (action: string, more: Partial<TrailRow> = {}) => sentenceOf(i18next.t, row(action, more))

describe('a row of the trail', () => {
  it('names the examination that was signed, and the role that somebody was given', () => {
    const of = { subject: 'examination:3', frame: null, examination: { patient: 'P01', code: 'E2' } }
    expect(told('sign', of)).toBe('signed the examination P01 · E2')
    expect(told('unlock', { ...of, detail: '{"reason":"a second look"}' })).toBe(
      'opened the signed examination P01 · E2 again (a second look)',
    )
    const detail = JSON.stringify({ name: 'Berta', before: 'annotator', after: 'reviewer' })
    expect(told('account-role', { detail })).toBe('gave Berta the role Reviewer')
  })

  it('tells paint, a step back and an empty mask apart', () => {
    const mask = { layer: 1, revision: 3, restores: null }
    expect(told('stroke', { mask })).toBe('painted on frame-07.png (version 3 of the mask)')
    expect(told('stroke', { mask: { ...mask, restores: 1 } })).toBe(
      'took a step back on frame-07.png: version 1 of the mask is there again',
    )
    expect(told('stroke', { mask: { ...mask, restores: 0 } })).toBe(
      'took all paint back on frame-07.png: the mask is empty again',
    )
  })

  it('names what was done together, and why', () => {
    expect(told('tag to look at', { subject: 'frames:12', frame: null })).toBe(
      'tagged 12 frames “to look at”',
    )
    expect(told('declare', { detail: '{"as":"noLesion"}' })).toBe('said that frame-07.png shows no lesion')
    expect(told('verdict-returned', { detail: '{"reason":null,"text":"too wide"}' })).toBe(
      'returned frame-07.png to its reader (too wide)',
    )
    expect(told('assign', { subject: 'examinations:3', frame: null })).toBe('gave 3 examinations to be read')
    expect(told('assign P7', { subject: 'frames:3', frame: null })).toBe(
      'said that 3 frames are of patient P7',
    )
    expect(told('undo', { subject: 'action:4', detail: '{"action":"tag a","of":[7]}' })).toBe(
      'took an act back: Tag',
    )
  })

  it('tells what it does not know as it stands, and what is no JSON without what it would say', () => {
    expect(told('folded', { subject: 'map:1', frame: null })).toBe('did folded (map:1)')
    expect(told('constructor')).toBe('did constructor (frame-07.png)')
    expect(told('rename', { detail: '{' })).toBe('called the study “”')
  })

  it.each(['en', 'zh'])('has words for each act in %s, and its short name', async (language) => {
    await i18next.changeLanguage(language)
    for (const act of acts) {
      const detail = '{"as":"done"}'
      expect(told(act, { subject: 'frames:2', detail }), act).not.toBe(act)
      expect(actionName(i18next.t, act), act).not.toBe(act)
    }
    await i18next.changeLanguage('en')
  })
})
