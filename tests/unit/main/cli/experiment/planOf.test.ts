import { expect, it } from 'vitest'
import { type PlanOptions, planOf } from '../../../../../src/main/cli/experiment/planOf.ts'

const asked = (options: Partial<PlanOptions>) =>
  planOf({
    data: '/data',
    layout: 'auto',
    validation: '0',
    seeds: ['0', '1', '0'],
    preset: 'cpu',
    ...options,
  })

it('takes from the preset what was not asked for', () => {
  expect(asked({})).toMatchObject({
    ...{ preset: 'cpu', methods: ['supervised', 'loco'], shares: ['10%'], classes: 2, size: 128, batch: 4 },
    ...{ backbone: 'efficientnet-lite0', length: { steps: 900 }, seeds: [0, 1] },
  })
  const paper = asked({ preset: 'paper-fahsyu' })
  expect(paper).toMatchObject({ classes: 3, size: 321, shares: ['10%', '30%', '50%'] })
  expect(paper.length).toEqual({ epochs: 100, matchSteps: false })
  expect(paper.methods.slice(0, 2)).toEqual(['supervised', 'loco'])
})

it('puts what was asked for before the preset', () => {
  const options = { preset: 'paper-polyp', size: 64, batch: 2, backbone: 'efficientnet-lite0' }
  expect(asked({ ...options, labelled: ['5', '5'], methods: ['M7'], classes: 3 })).toMatchObject({
    ...{ preset: 'paper', size: 64, batch: 2, backbone: 'efficientnet-lite0', classes: 3 },
    ...{ shares: ['5'], methods: ['M7'] },
  })
  expect(asked({ ...options, steps: 7, epochs: 2 }).length).toEqual({ steps: 7 })
  expect(asked({ ...options, epochs: 2 }).length).toEqual({ epochs: 2, matchSteps: false })
  expect(asked({ ...options, matchSteps: true }).length).toEqual({ epochs: 80, matchSteps: true })
})

it('judges by the test sets of the preset, or by those asked for', () => {
  expect(asked({}).testSets).toEqual([])
  const { testSets = [] } = asked({ preset: 'paper-polyp' })
  const sides = ['TestDataset/Kvasir/images/a.png', 'TestDataset/CVC-ClinicDB/images/1.png'].map((path) =>
    testSets.filter(({ pattern }) => new RegExp(pattern).test(path)).map(({ name }) => name),
  )
  expect(sides).toEqual([['Kvasir-SEG'], ['CVC-ClinicDB']])
  const testSet = [{ name: 'ours', pattern: 'ours/' }]
  expect(asked({ preset: 'paper-polyp', testSet }).testSets).toEqual(testSet)
})

it('changes settings after the preset does', () => {
  const set = [{ path: 'loco.contrast.iceRate', value: 0.2 }]
  expect(asked({ set }).changes).toEqual(set)
  expect(asked({ preset: 'code-polyp', set }).changes?.slice(-2)).toEqual([
    { path: 'loco.contrast.threshold', value: 'filter' },
    ...set,
  ])
})

it('refuses a preset that is none', () => {
  expect(() => asked({ preset: 'constructor' })).toThrow(
    'There is no preset constructor; choose one of cpu, paper, code, paper-fahsyu',
  )
})
