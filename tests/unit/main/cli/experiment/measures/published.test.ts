import { describe, expect, it } from 'vitest'
import { published, publishedFor } from '../../../../../../src/main/cli/experiment/measures/published.ts'

describe('the published figures', () => {
  it('have the mean that the paper has: of both lesions on FAHSYU-LC, to half a hundredth', () => {
    for (const shares of Object.values(published.fahsyu.methods))
      for (const [malignant, benign, mean] of Object.values(shares))
        expect(Math.abs((malignant! + benign!) / 2 - mean!)).toBeLessThan(0.0051)
  })

  it('have as many figures for each share as columns, and LoCo’s as printed', () => {
    for (const { figures, methods } of Object.values(published))
      for (const shares of Object.values(methods))
        for (const row of Object.values(shares)) expect(row).toHaveLength(figures.length)
    expect(published.kvasir.methods['loco']?.['30%']).toEqual([86.77, 86.03, 87.99])
    expect(published.cvc.methods['augseg']?.['10%']).toEqual([84.13, 78.49, 81.81])
  })

  it('stand beside an experiment that asks for them, or whose preset does', () => {
    expect(publishedFor('cpu', 'cvc')?.name).toBe('CVC-ClinicDB')
    expect(publishedFor('paper-fahsyu', undefined)?.name).toBe('FAHSYU-LC')
    expect(publishedFor('paper-polyp', undefined)).toBeUndefined()
  })
})
