/** Run inside `network.sh`: runs a program, and writes into a file how many packets left meanwhile. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { packetsSent, quiet } from './packets.ts'

const [file = '', program = '', ...args] = process.argv.slice(2)
await quiet()
const before = packetsSent()
const child = spawn(program, args, { stdio: 'inherit' })
const [code] = (await once(child, 'close')) as [number | null]
writeFileSync(file, String(packetsSent() - before))
process.exitCode = code ?? 1
