import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import de from '../../../../../../src/renderer/app/texts/de.json' with { type: 'json' }
import en from '../../../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import fr from '../../../../../../src/renderer/app/texts/fr.json' with { type: 'json' }
import zh from '../../../../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { actionName, sentenceOf } from '../../../../../../src/renderer/features/review/trail/sentence.ts'
import type { TrailRow } from '../../../../../../src/shared/contract/trail.ts'
import { acts } from '../../../../../../src/shared/domain/acts.ts'

beforeAll(() =>
  i18next.init({
    lng: 'en',
    interpolation: { escapeValue: false },
    resources: {
      en: { translation: en },
      zh: { translation: zh },
      de: { translation: de },
      fr: { translation: fr },
    },
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

  it('tells of rounds, and of what was taken out, as far as the row does', () => {
    const detail = (of: Record<string, unknown>) => ({ detail: JSON.stringify(of), frame: null })
    const round = { method: 'loco', steps: 1, labelled: 12, unlabelled: 3, acceptedOnly: true }
    expect(told('round-started', detail(round))).toBe(
      'started a round of training (loco · 1 step · 12 labelled frames · accepted labels alone)',
    )
    expect(told('planned-added', detail({ method: 'loco', steps: 300, notBefore: null }))).toBe(
      'put a round of training in line (loco · 300 steps)',
    )
    expect(told('planned-moved', detail({ from: 3, to: 1 }))).toBe(
      'moved a round of training from place 3 of the line to place 1',
    )
    expect(told('round-crashed', detail({ step: 40, reason: 'studioStopped' }))).toBe(
      'found a round of training broken off after 40 steps',
    )
    expect(told('round-finished', detail({ step: 40, reason: null, alarms: 0 }))).toBe(
      'finished a round of training of 40 steps',
    )
    expect(told('round-finished', detail({ step: 40, reason: null, alarms: 2 }))).toBe(
      'finished a round of training of 40 steps, whose model has failed',
    )
    const frames = { subject: 'frames:12' }
    const out = { format: 'coco', images: true, pseudonyms: false }
    expect(told('export', { ...frames, ...detail(out) })).toBe('exported 12 frames as coco')
    expect(told('export', { ...frames, ...detail({ ...out, images: false, pseudonyms: true }) })).toBe(
      'exported 12 frames as coco (masks alone · with pseudonyms)',
    )
    expect(told('back-up', detail({ checkpoints: true }))).toBe(
      'wrote a backup of the study with the checkpoints of its rounds',
    )
    expect(told('learn-accepted', detail({ only: false }))).toBe('let rounds learn from all labels')
  })

  it('tells what it does not know as it stands, and what is no JSON without what it would say', () => {
    expect(told('folded', { subject: 'map:1', frame: null })).toBe('did folded (map:1)')
    expect(told('constructor')).toBe('did constructor (frame-07.png)')
    expect(told('rename', { detail: '{' })).toBe('called the study “”')
  })

  it.each(['en', 'zh', 'de', 'fr'])('has words for each act in %s, and its short name', async (language) => {
    await i18next.changeLanguage(language)
    for (const act of acts) {
      const detail = '{"as":"done"}'
      expect(told(act, { subject: 'frames:2', detail }), act).not.toBe(act)
      expect(actionName(i18next.t, act), act).not.toBe(act)
    }
    const others = [
      ['learn-accepted', { only: false }],
      ['back-up', { checkpoints: true }],
      ['round-finished', { step: 2, alarms: 1 }],
      ['round-started', { method: 'loco', steps: 2, labelled: 2, acceptedOnly: true }],
      ['export', { images: false, pseudonyms: true }],
    ] as const
    for (const [act, detail] of others) {
      const text = told(act, { subject: 'frames:2', detail: JSON.stringify(detail) })
      expect(text, act).not.toBe(act)
      expect(text, act).not.toMatch(/trail\.|[{}]/)
    }
    await i18next.changeLanguage('en')
  })
})
