/** Kills the process before its n-th call that changes the disk (KILL_AT); prints how many there were where it ends first. */
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const at = Number(process.env['KILL_AT'])
let calls = 0

function counted(object, name) {
  const original = object[name]
  object[name] = function (...given) {
    if (++calls === at) process.kill(process.pid, 'SIGKILL')
    return original.apply(this, given)
  }
}

for (const name of ['mkdir', 'rename', 'rm', 'writeFile']) counted(promises, name)
const file = await promises.open(new URL(import.meta.url))
const handle = Object.getPrototypeOf(file)
await file.close()
for (const name of ['sync', 'writeFile']) counted(handle, name)
counted(promises, 'open')
syncBuiltinESMExports()
process.on('exit', () => process.stdout.write(`${calls}`))
