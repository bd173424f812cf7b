/**
 * Run inside `egress/network.sh`, which cuts the network off: installs the package on a bare Debian and does with it what
 * two people do who have no rights there. Writes down what it saw, as JSON, into a file.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Machine } from './Machine.ts'
import { RemoteWindow } from './RemoteWindow.ts'

const [result = '', base = '', deb = '', tar = '', room = '', picture = ''] = process.argv.slice(2)
const DISPLAY = 87
const PORT = 9555
const ODD_PLACE = '/home/otto/Programme für Ärzte/喉镜 工具'
const study = '/home/eva/Untersuchungen ä 喉/Demo.loco'
const seen: Record<string, unknown> = {}
const seconds: Record<string, number> = {}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now()
  const value = await work()
  seconds[what] = Math.round((Date.now() - started) / 100) / 10
  return value
}

const machine = await Machine.on(base, room)
await timed('install', () => machine.installs(deb))
for (const name of ['eva', 'otto']) await machine.administrator('useradd', '-m', name)
await timed('unpack', () => unpack())
const before = join(room, 'before')
writeFileSync(before, '')

seen['doctor'] = await timed('doctor', () => machine.user('eva', 'loco', 'doctor', '--json'))
seen['doctorOfAnother'] = await machine.user('otto', 'loco', 'doctor', '--json')
seen['doctorInOddPlace'] = await machine.user('otto', `${ODD_PLACE}/loco`, 'doctor', '--json')
await machine.user('eva', 'mkdir', '-p', study.slice(0, study.lastIndexOf('/')))
await timed('demo', () => machine.user('eva', 'loco', 'demo', study))
const short = ['--method', 'supervised', '--steps', '4', '--size', '64', '--batch', '2']
await timed('round', () => machine.user('eva', 'loco', 'train', study, ...short))
seen['window'] = await lookAtWindow()
seen['served'] = await lookAtServed()
seen['changed'] = changedSince(before)
writeFileSync(result, JSON.stringify({ ...seen, seconds }))

async function unpack(): Promise<void> {
  await machine.administrator('mkdir', '-p', ODD_PLACE)
  const place = join(machine.written, ODD_PLACE)
  execFileSync('tar', ['-C', place, '--strip-components=1', '--zstd', '-xf', tar])
}

/** The window of the desktop app, on a display of its own, until it shows the study's page. */
async function lookAtWindow(): Promise<{ text: unknown; agent: unknown }> {
  const display = spawn('Xvfb', [`:${String(DISPLAY)}`, '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  })
  const chromium = [`--remote-debugging-port=${String(PORT)}`, '--disable-gpu']
  const started = Date.now()
  const app = machine.starts('eva', { DISPLAY: `:${String(DISPLAY)}` }, 'loco-studio', ...chromium)
  try {
    const window = await RemoteWindow.at(PORT)
    await window.shows('Open the demo study')
    seconds['window'] = (Date.now() - started) / 1000
    mkdirSync(join(picture, '..'), { recursive: true })
    writeFileSync(picture, Buffer.from(await window.picture(), 'base64'))
    const text = await window.value('document.body.innerText')
    const agent = await window.value('navigator.userAgent')
    window.close()
    return { text, agent }
  } finally {
    await ended(app)
    await ended(display)
  }
}

async function lookAtServed(): Promise<{ status: number; page: string }> {
  const server = machine.starts('eva', {}, 'loco', 'serve', '--no-open')
  try {
    if (!server.stdout) throw new Error('no output')
    for await (const line of createInterface(server.stdout)) {
      const address = /http:\S+/.exec(line)?.[0]
      if (address === undefined) continue
      // The address lets in once, by a cookie; the page itself is behind it.
      const entry = await fetch(address, { redirect: 'manual' })
      const cookie = entry.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      const answer = await fetch(new URL('/', address), { headers: { cookie } })
      return { status: answer.status, page: await answer.text() }
    }
    throw new Error('it ended before it was ready')
  } finally {
    await ended(server)
  }
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null) return
  const end = once(child, 'close')
  child.kill('SIGTERM')
  await end
}

/** Every file of the machine that was made or changed since, whatever its time says. */
function changedSince(file: string): string[] {
  const found = execFileSync('find', [
    machine.written,
    '-newercm',
    file,
    '-not',
    '-type',
    'd',
    '-printf',
    '/%P\n',
  ])
  return String(found).split('\n').filter(Boolean).sort()
}
