import { describe, expect, it } from 'vitest'
import { chooseNet } from '../../../../../src/main/trainer/loop/chooseNet.ts'
import type { Candidate, Scores } from '../../../../../src/shared/trainer/protocol.ts'

/** A net that finds so many of the lesion's 100 pixels. */
const net = (name: Candidate['net'], found: number) => ({
  net: name,
  validation: {
    perFrame: [{ truth: [900, 100], intersection: [900, found], union: [1000 - found, 100] }],
  } as unknown as Scores,
})

describe('the net that a run offers', () => {
  const nets = [net('student', 40), net('teacher', 45), net('best', 60)]

  it('is the one its settings want, though another is a little better', () => {
    expect(chooseNet(nets, 'student', null).net).toBe('student')
    expect(chooseNet(nets, 'teacher', net('best', 40).validation).net).toBe('teacher')
  })

  it('is the best of all where that one has collapsed, or is behind the model in use', () => {
    expect(chooseNet([net('student', 0), net('teacher', 5), net('best', 30)], 'student', null).net).toBe(
      'best',
    )
    expect(chooseNet(nets, 'student', net('best', 50).validation).net).toBe('best')
  })

  it('is the wanted one where nothing judges them, and the student of a method without a teacher', () => {
    const blind = nets.map(({ net: name }) => ({ net: name, validation: null }))
    expect(chooseNet(blind, 'teacher', null).net).toBe('teacher')
    expect(chooseNet(nets.slice(0, 1), 'teacher', null).net).toBe('student')
  })
})
