/** Calls each of which begins something that breaks where nobody waits for it; prints what every call ended with. */
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { ORPCError } from '@orpc/server'
import { failing } from '../../src/main/api/answering/failing.ts'
import { outlastErrors } from '../../src/main/api/answering/UnderWay.ts'

const [logFile = ''] = process.argv.slice(2)
outlastErrors({ logFile, dataFolder: dirname(logFile), version: 'test' })

const never = new Promise<never>(() => {})
/** Each starts what breaks, and waits for something that is never told any more. */
const breaking: Readonly<Record<string, () => void>> = {
  timer: () => void setTimeout(() => JSON.parse('{'), 5),
  event: () => void setTimeout(() => new EventEmitter().emit('error', new Error('nobody listens')), 5),
  promise: () => void Promise.reject(new Error('nobody waits')),
  file: () => void createReadStream('/nowhere/at/all'),
  socket: () => void connect(1, '127.0.0.1'),
  process: () => void spawn('/nowhere/at/all'),
}
const endOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof ORPCError ? error.code : String(error)),
  )
/** Tells something, then breaks. */
async function* telling(start: () => void) {
  yield 1
  start()
  await never
}
async function listened(start: () => void): Promise<void> {
  const { output } = await failing(logFile, 'telling', async () => ({ output: telling(start) }))
  for await (const _ of output);
}
const soundly = failing(logFile, 'sound', async () => {
  await new Promise((resolve) => setTimeout(resolve, 300))
  return { output: 1 }
})

const ends: Record<string, string[]> = {}
for (const [name, start] of Object.entries(breaking)) {
  const waiting = async () => {
    start()
    return { output: await never }
  }
  ends[name] = await Promise.all([endOf(failing(logFile, name, waiting)), endOf(listened(start))])
}
process.stdout.write(JSON.stringify({ ends, sound: await endOf(soundly) }))
