import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HandedOver, handedIn } from '../../../../src/main/shell/handedOver/HandedOver.ts'
import { kindOf } from '../../../../src/main/shell/handedOver/kindOf.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const place = temporaryFolder()
const at = (...parts: string[]) => join(place.path, ...parts)

beforeAll(() => {
  mkdirSync(at('Müller 喉.loco', 'frames'), { recursive: true })
  mkdirSync(at('restored'))
  mkdirSync(at('pictures'))
  writeFileSync(at('Müller 喉.loco', 'catalogue.sqlite'), '')
  writeFileSync(at('Müller 喉.loco', 'frames', 'a.jpg'), '')
  // The catalogue is gone and a copy of it is there: a study that can be recovered.
  writeFileSync(at('restored', 'catalogue-before-110.sqlite'), '')
  writeFileSync(at('pictures', 'a.jpg'), '')
  writeFileSync(at('LoCo 0.2.locoupdate'), '')
  writeFileSync(at('alone.loco'), '')
})
afterAll(() => place.remove())

describe('what is handed to the app', () => {
  it('is a study, an update or frames, whatever it is called', () => {
    const study = at('Müller 喉.loco')
    expect(kindOf(study)).toEqual({ kind: 'study', path: study })
    expect(kindOf(join(study, 'catalogue.sqlite'))).toEqual({ kind: 'study', path: study })
    expect(kindOf(join(study, 'frames', 'a.jpg'))).toEqual({ kind: 'study', path: study })
    expect(kindOf(at('restored'))).toEqual({ kind: 'study', path: at('restored') })
    expect(kindOf(at('pictures'))).toEqual({ kind: 'frames', path: at('pictures') })
    expect(kindOf(at('pictures', 'a.jpg'))).toEqual({ kind: 'frames', path: at('pictures', 'a.jpg') })
    expect(kindOf(at('LoCo 0.2.locoupdate'))?.kind).toBe('update')
    expect(kindOf(at('alone.loco'))).toBeUndefined()
    expect(kindOf(at('nothing'))).toBeUndefined()
  })

  it('waits until it is asked for, and is given once', () => {
    const handedOver = new HandedOver()
    let told = 0
    handedOver.take(['pictures', '--flag', 'nothing', ''], place.path)
    handedOver.onTaken(() => told++)
    handedOver.take(['nothing'], place.path)
    expect(told).toBe(0)
    handedOver.take([at('restored')])
    expect(told).toBe(1)
    expect(handedOver.give().map(({ kind }) => kind)).toEqual(['frames', 'study'])
    expect(handedOver.give()).toEqual([])
  })

  it('is told from what a command line says to Electron', () => {
    expect(handedIn(['/opt/loco-studio', '--no-sandbox', 'a b'], '/home', null)).toEqual(['a b'])
    expect(handedIn(['electron', '--no-sandbox', '.', 'a'], '/app', '/app')).toEqual(['a'])
    expect(handedIn(['electron', '-r', '/loader.js', '/app', 'a', 'b'], '/', '/app')).toEqual(['a', 'b'])
    expect(handedIn(['/opt/loco-studio'], '/', null)).toEqual([])
  })
})
