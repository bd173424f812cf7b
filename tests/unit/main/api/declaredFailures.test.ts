import { describe, expect, it } from 'vitest'
import { contract } from '../../../../src/shared/contract/index.ts'
import { failuresOf } from '../../../support/failuresOf.ts'

describe('the contract', () => {
  const found = failuresOf()
  const declared = new Map<string, string[]>(
    Object.entries({ ...contract }).flatMap(([group, operations]) =>
      Object.entries(operations).map(
        ([name, operation]) => [`${group}.${name}`, Object.keys(operation['~orpc'].errorMap)] as const,
      ),
    ),
  )

  it('is answered operation by operation', () => {
    expect([...found.keys()].sort()).toEqual([...declared.keys()].sort())
  })

  it('declares for each operation all that its code can fail for', () => {
    const undeclared = [...found].flatMap(([operation, codes]) =>
      [...codes]
        .filter((code) => !declared.get(operation)?.includes(code))
        .map((code) => `${operation}: ${code}`),
    )
    expect(undeclared).toEqual([])
  })

  it('is checked against failures that are really found', () => {
    expect([...(found.get('layers.accept') ?? [])]).toEqual(
      expect.arrayContaining(['HELD_OUT', 'STALE_REVISION', 'FILE_DAMAGED']),
    )
    expect([...(found.get('catalogue.assign') ?? [])]).toContain('SPLIT_VIOLATED')
    expect([...(found.get('frames.page') ?? [])].sort()).toEqual([
      'NOT_ALLOWED',
      'NOT_SIGNED_IN',
      'NO_STUDY_OPEN',
    ])
  })
})
