import { expect, it } from 'vitest'
import { patiently } from '../../../../src/main/files/replaceFile.ts'

/** What Windows says while another program has a file open, so many times. */
function held(times: number, code = 'EPERM') {
  const tried = { times: 0 }
  const act = async () => {
    if (tried.times++ < times) throw Object.assign(new Error('held'), { code })
  }
  return { tried, act }
}

it('waits until another program is done with a file', async () => {
  const { act, tried } = held(2, 'EBUSY')
  await patiently('C:\\a.png', act, [1, 1, 1])
  expect(tried.times).toBe(3)
})

it('says which file another program has open, where that does not end', async () => {
  const { act, tried } = held(9)
  await expect(patiently('C:\\a.png', act, [1, 1])).rejects.toMatchObject({
    reason: { name: 'fileInUse', values: { path: 'C:\\a.png' } },
  })
  expect(tried.times).toBe(3)
})

it('does not wait for what no time changes', async () => {
  const { act, tried } = held(9, 'ENOSPC')
  await expect(patiently('C:\\a.png', act, [1, 1])).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(tried.times).toBe(1)
})
