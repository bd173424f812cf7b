import { expect, it } from 'vitest'
import { failureOf } from '../../../../src/main/engine/store/sqliteFailure.ts'
import { diskReason } from '../../../../src/main/files/diskReason.ts'
import { failureOf as jobFailureOf } from '../../../../src/main/trainer/jobFailure.ts'

const said = (code: string, path?: string) => Object.assign(new Error(code), { code, path })

it.each([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EIO', 'diskRefuses'],
  ['ESTALE', 'diskRefuses'],
  ['EROFS', 'diskWriteProtected'],
])('%s from a disk is told as such by engine and trainer alike', (code, name) => {
  expect(diskReason(said(code))).toEqual({ name, values: {} })
  expect(failureOf(said(code)).reason.name).toBe(name)
  expect(jobFailureOf(said(code)).reason.name).toBe(name)
})

it('names what is write-protected, and says nothing of other errors', () => {
  expect(diskReason(said('EROFS', '/a'))).toEqual({ name: 'pathWriteProtected', values: { path: '/a' } })
  for (const error of [said('EINVAL'), new Error('ENOSPC'), undefined, null, 'EIO'])
    expect(diskReason(error)).toBeUndefined()
})

it('is what SQLite means where it cannot write', () => {
  expect(failureOf(said('SQLITE_IOERR_WRITE')).reason.name).toBe('diskRefuses')
  // A catalogue that may not be opened says no more than this, and so does a log beside it.
  expect(failureOf(said('SQLITE_CANTOPEN')).reason.name).toBe('unreadable')
  expect(failureOf(said('SQLITE_FULL')).reason.name).toBe('diskFull')
})
