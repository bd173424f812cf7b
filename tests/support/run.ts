import { spawn } from 'node:child_process'

/** Runs a program beside the test, whose own server it may talk to; resolves with its exit code. */
export function run(program: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(program, args, { stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}
