import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { endOf } from '../../../../src/main/process/endOf.ts'

it('knows that a child is gone whose standard error another process holds open', async () => {
  const child = spawn('/bin/sh', ['-c', 'echo last words >&2; sleep 20 & exit 3'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const begun = performance.now()
  expect(await endOf(child)).toEqual({
    kind: 'crashed',
    code: 3,
    signal: null,
    lastWords: 'last words\n',
  })
  expect(performance.now() - begun).toBeLessThan(10_000)
  if (child.pid !== undefined) process.kill(-child.pid)
})
