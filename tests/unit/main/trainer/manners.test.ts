import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project } from '../../../support/places.ts'

const SCRIPT = `
  import { readFileSync, readdirSync } from 'node:fs'
  const { keepManners } = await import(process.argv[1])
  keepManners(JSON.parse(process.argv[2]))
  const nice = (id) => Number(readFileSync('/proc/self/task/' + id + '/stat', 'utf8').split(') ')[1].split(' ')[16])
  const threads = [...new Set(readdirSync('/proc/self/task').map(nice))]
  const session = readFileSync('/proc/self/autogroup', 'utf8')
  console.log(JSON.stringify({ threads, session, cores: process.env.TF_NUM_INTRAOP_THREADS ?? null }))
`

/** How a process stands after it has kept these manners, in a session of its own where it is to. */
function standing(manners: object, detached: boolean) {
  const file = join(project, 'src/main/trainer/manners.ts')
  const env = { ...process.env, TF_NUM_INTRAOP_THREADS: undefined }
  const argv = ['--input-type=module', '--eval', SCRIPT, file, JSON.stringify(manners)]
  const [command, ...given] = detached
    ? ['setsid', '--wait', process.execPath, ...argv]
    : [process.execPath, ...argv]
  const { stdout, stderr } = spawnSync(command ?? '', given, { env, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as { threads: number[]; session: string; cores: string | null }
}

describe.skipIf(!existsSync('/proc/self/autogroup'))("a trainer's manners", () => {
  it('put every thread of it at the lowest priority, and its own session behind others', () => {
    const { threads, session, cores } = standing({ behind: true, threads: 3 }, true)
    expect(threads).toEqual([19])
    expect(session).toMatch(/nice 10$/m)
    expect(cores).toBe('3')
  })

  it("leave a session that is somebody else's as it is, and all of it where a person waits", () => {
    expect(standing({ behind: true, threads: null }, false).session).not.toMatch(/nice 10$/m)
    expect(standing({ behind: false, threads: null }, true)).toMatchObject({
      threads: [getPriority()],
      cores: null,
    })
  })
})
